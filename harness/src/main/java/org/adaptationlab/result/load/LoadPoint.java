package org.adaptationlab.result.load;

import java.util.Objects;
import org.adaptationlab.result.record.ModeIdentity;
import org.jspecify.annotations.Nullable;

/**
 * One repetition of a mode with so many requests in flight: a row of load.csv. What was not measured is null, never 0.
 *
 * @param inFlight requests that were under way at once
 * @param repetition one-based
 * @param seconds length of the time that was measured: from the end of the warm-up to the last of its answers
 */
public record LoadPoint(
        ModeIdentity mode,
        int inFlight,
        int repetition,
        double seconds,
        Counts counts,
        Rates rates,
        Times ttft,
        Times tpot,
        Times total,
        Tokens tokens,
        @Nullable Double clientCpuShare) {

    public LoadPoint {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(rates, "rates");
        Objects.requireNonNull(ttft, "ttft");
        Objects.requireNonNull(tpot, "tpot");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(tokens, "tokens");
        if (inFlight < 1 || repetition < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    inFlight + " in flight, repetition " + repetition + ", " + seconds + " s");
        }
    }

    /**
     * Requests that ended in the measured time.
     *
     * @param n all of them
     * @param failed had no answer
     * @param unparsed had an answer that could not be read
     * @param truncated had an answer that was cut, or a prompt that did not fit
     * @param retried were answered, but not at the first try: they are in no time
     * @param withinLimits were answered, could be read and kept each limit; null where there are no limits
     */
    public record Counts(
            int n,
            int failed,
            int unparsed,
            int truncated,
            int retried,
            @Nullable Integer withinLimits) {

        /** Share (0 to 1) of those that failed. */
        public double failedShare() {
            return n == 0 ? 0 : (double) failed / n;
        }
    }

    /**
     * What came in a second of the measured time.
     *
     * @param requestsPerS requests that were answered
     * @param goodputPerS of these the ones within the limits; null where there are none
     */
    public record Rates(
            double requestsPerS,
            @Nullable Double inputTokensPerS,
            @Nullable Double outputTokensPerS,
            @Nullable Double goodputPerS) {}

    /**
     * A time in milliseconds.
     *
     * @param n how many requests it was measured of
     * @param p95 null below 20 of them
     */
    public record Times(
            int n, @Nullable Double p50, @Nullable Double p95) {}

    /**
     * Tokens of a request, means.
     *
     * @param cached of the input, those that the server had in its cache; null where it does not say
     */
    public record Tokens(
            @Nullable Double input,
            @Nullable Double output,
            @Nullable Double cached) {}
}
