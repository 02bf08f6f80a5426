package org.adaptationlab.run.environment;

import java.util.Arrays;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.util.GlobalConfig;

/** Watches the processors of this machine for a twentieth of a second. */
public final class IdleLoad implements LoadSampler {

    private static final long WATCHED_MS = 50;

    private final CentralProcessor processor;

    /** Finds the processors. */
    public IdleLoad() {
        // else OSHI answers from memory for 300 ms, and two readings are the same
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
        processor = new SystemInfo().getHardware().getProcessor();
    }

    @Override
    public OptionalDouble busyShare() {
        long[] before = processor.getSystemCpuLoadTicks();
        try {
            Thread.sleep(WATCHED_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
        long[] after = processor.getSystemCpuLoadTicks();
        long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        long idle = ticks(after, before, TickType.IDLE) + ticks(after, before, TickType.IOWAIT);
        return all > 0 ? OptionalDouble.of((double) (all - idle) / all) : OptionalDouble.empty();
    }

    private static long ticks(long[] after, long[] before, TickType type) {
        return after[type.getIndex()] - before[type.getIndex()];
    }
}
