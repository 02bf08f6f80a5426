package org.adaptationlab.run.environment;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.util.GlobalConfig;

/** Watches the processors of this machine for a twentieth of a second. */
public final class IdleLoad implements LoadSampler {

    private static final long WATCHED_MS = 50;

    /** Found while the caller goes on: it takes a while, and nobody looks at once. */
    private final CompletableFuture<CentralProcessor> found = CompletableFuture.supplyAsync(IdleLoad::find);

    private static CentralProcessor find() {
        // else OSHI answers from memory for 300 ms, and two readings are the same
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
        return new SystemInfo().getHardware().getProcessor();
    }

    @Override
    public OptionalDouble busyShare() {
        CentralProcessor processor = found.join();
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
