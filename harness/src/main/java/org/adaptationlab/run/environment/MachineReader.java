package org.adaptationlab.run.environment;

import java.util.Locale;
import org.adaptationlab.result.record.Machine;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/** Tells which machine a run was on. */
public final class MachineReader {

    private static final long BYTES_PER_MB = 1 << 20;

    private MachineReader() {}

    /**
     * This machine.
     *
     * @param client whether it only asks a model that another machine serves
     */
    public static Machine read(boolean client) {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        return new Machine(
                String.format(
                        Locale.ROOT,
                        "%s %s (%s)",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")),
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                Runtime.getRuntime().availableProcessors(),
                hardware.getMemory().getTotal() / BYTES_PER_MB,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                client ? true : null);
    }
}
