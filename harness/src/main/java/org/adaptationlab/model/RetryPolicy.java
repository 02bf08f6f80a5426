package org.adaptationlab.model;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How long to be patient with a server that cannot answer just now. The pauses between the calls grow; a server that says
 * how long to wait is obeyed. None of it is in any latency.
 *
 * @param patience most that is waited for one answer, in all its pauses together; zero for none
 * @param firstPause before the second call; each further one is twice as long
 * @param longestPause that pauses grow to
 * @param sleeper does the waiting; throws when the user wants to stop
 * @param notice hears of pauses that a person notices
 */
public record RetryPolicy(
        Duration patience, Duration firstPause, Duration longestPause, Sleeper sleeper, Consumer<String> notice) {

    /** For a server that answers at once or not at all. */
    public static final RetryPolicy NONE =
            new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, pause -> {}, words -> {});

    public RetryPolicy {
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        Objects.requireNonNull(sleeper, "sleeper");
        Objects.requireNonNull(notice, "notice");
    }

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** In ten minutes a server loads a large model, is started again, or frees a quota by the minute. */
    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);

    /** For a run, with pauses up to half a minute. */
    public static RetryPolicy patient(Duration patience, Sleeper sleeper, Consumer<String> notice) {
        return new RetryPolicy(patience, Duration.ofMillis(500), Duration.ofSeconds(30), sleeper, notice);
    }

    /** The same without any waiting. */
    public RetryPolicy impatient() {
        return new RetryPolicy(Duration.ZERO, firstPause, longestPause, sleeper, notice);
    }

    /** For commands that ask a server something short: a few seconds, of which nobody needs to hear. */
    public static RetryPolicy brief() {
        return new RetryPolicy(
                Duration.ofSeconds(4),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                pause -> Thread.sleep(pause.toMillis()),
                words -> {});
    }

    /** The pause before another call, where the server does not say how long. */
    public Duration pauseAfter(int failedCalls) {
        Duration grown = firstPause.multipliedBy(1L << Math.min(failedCalls - 1, 16));
        return grown.compareTo(longestPause) > 0 ? longestPause : grown;
    }
}
