package org.adaptationlab.run;

import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/** Watches the processors of this machine for a tenth of a second. */
public final class IdleLoad implements LoadSampler {

    private static final long WATCHED_MS = 100;

    private final CentralProcessor processor = new SystemInfo().getHardware().getProcessor();

    @Override
    public OptionalDouble busyShare() {
        long[] before = processor.getSystemCpuLoadTicks();
        try {
            Thread.sleep(WATCHED_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
        double share = processor.getSystemCpuLoadBetweenTicks(before);
        return share >= 0 && share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
    }
}
