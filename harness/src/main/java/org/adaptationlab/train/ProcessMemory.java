package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import oshi.SystemInfo;

/** What memory this process has used, and what the machine has left. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path GROUP = Path.of("/sys/fs/cgroup");

    private ProcessMemory() {}

    /** Peak resident memory in MiB; where the system does not tell the peak, that of now. */
    static long peakMb() throws IOException {
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        return new SystemInfo().getOperatingSystem().getCurrentProcess().getResidentMemory() >> 20;
    }

    /** Bytes that could be allocated now, within the limit of a container if there is one. */
    static long available() {
        long machine = new SystemInfo().getHardware().getMemory().getAvailable();
        try {
            String limit = Files.readString(GROUP.resolve("memory.max")).strip();
            if (limit.equals("max")) {
                return machine;
            }
            long used = Long.parseLong(
                    Files.readString(GROUP.resolve("memory.current")).strip());
            return Math.min(machine, Long.parseLong(limit) - used + reclaimable());
        } catch (IOException | NumberFormatException e) {
            // No cgroup v2 at this place: the machine's own figure stands.
            return machine;
        }
    }

    private static long reclaimable() throws IOException {
        for (String line : Files.readAllLines(GROUP.resolve("memory.stat"))) {
            if (line.startsWith("inactive_file ")) {
                return Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
            }
        }
        return 0;
    }
}
