package org.adaptationlab.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a failed call is tried again, and how long to wait before: the wait doubles each time.
 *
 * @param attempts calls in all, at least 1
 * @param firstBackoff wait before the second call
 * @param sleeper does the waiting; tests put in their own
 */
public record RetryPolicy(int attempts, Duration firstBackoff, Sleeper sleeper) {

    /** Four calls within about four seconds: enough for a server that is just starting again. */
    public static final RetryPolicy STANDARD =
            new RetryPolicy(4, Duration.ofMillis(500), pause -> Thread.sleep(pause.toMillis()));

    public RetryPolicy {
        Objects.requireNonNull(firstBackoff, "firstBackoff");
        Objects.requireNonNull(sleeper, "sleeper");
        if (attempts < 1 || firstBackoff.isNegative()) {
            throw new IllegalArgumentException("attempts " + attempts + ", first backoff " + firstBackoff);
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * Waits before the next call.
     *
     * @param failed calls that failed so far, at least 1
     */
    public void pauseAfter(int failed) throws InterruptedException {
        sleeper.sleep(firstBackoff.multipliedBy(1L << Math.min(failed - 1, 16)));
    }
}
