package org.adaptationlab.model.embedded;

import java.lang.management.ManagementFactory;
import oshi.SystemInfo;

/** Memory that a new process could take now: what the system has available, within a container's limit. */
final class FreeMemory {

    private FreeMemory() {}

    static long bytes() {
        long available = new SystemInfo().getHardware().getMemory().getAvailable();
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.min(available, system.getTotalMemorySize())
                : available;
    }
}
