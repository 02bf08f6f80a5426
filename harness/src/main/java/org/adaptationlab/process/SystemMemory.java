package org.adaptationlab.process;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/**
 * Memory for processes like this one, in bytes: of the machine, or of the control group (container, service) that leaves
 * the least.
 *
 * @param available what could be allocated now without swapping
 * @param total what there is, used or not
 */
public record SystemMemory(long available, long total) {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final long BYTES_PER_MIB = 1 << 20;
    private static final long KIB_PER_MIB = 1024;

    /** As it is now. */
    public static SystemMemory now() {
        GlobalMemory machine = new SystemInfo().getHardware().getMemory();
        return new SystemMemory(machine.getAvailable(), machine.getTotal()).within(Path.of("/"));
    }

    /** The same within the limits of this process's control groups, as told by the system whose files are below a root. */
    SystemMemory within(Path root) {
        SystemMemory least = this;
        for (SystemMemory group : ControlGroup.limited(root)) {
            least = new SystemMemory(Math.min(least.available, group.available), Math.min(least.total, group.total));
        }
        return least;
    }

    /** Peak resident memory of this process in MiB, where the system tells it (Linux). */
    public static OptionalLong peakRssMb() {
        Matcher peak = PEAK.matcher(ControlGroup.text(Path.of("/proc/self/status")));
        return peak.find() ? OptionalLong.of(Long.parseLong(peak.group(1)) / KIB_PER_MIB) : OptionalLong.empty();
    }

    /** Resident memory of this process now, in MiB. */
    public static long rssMb() {
        return new SystemInfo().getOperatingSystem().getCurrentProcess().getResidentMemory() / BYTES_PER_MIB;
    }
}
