package org.adaptationlab.result.summary;

import java.util.Objects;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What one mode came to: a row of summary.csv. Where a mode has several adapters there is a row for each, and one over
 * all of them, with neither digest nor seed. Null is not measured.
 */
public record SummaryRow(ModeIdentity mode, Counts counts, Quality quality, Speed speed, Costs costs) {

    public SummaryRow {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(quality, "quality");
        Objects.requireNonNull(speed, "speed");
        Objects.requireNonNull(costs, "costs");
    }

    /** Whether a row of examples is in it: a summary over several adapters has neither digest nor seed. */
    boolean isOf(ModeIdentity row) {
        boolean overAll = mode.adapterDigest() == null && mode.adapterSeed() == null;
        return overAll ? mode.mode().equals(row.mode()) : mode.equals(row);
    }

    /**
     * Examples, not calls: repetitions and adapters never enlarge them. With one call an example, each call is one.
     *
     * @param n examples finished, the failed among them
     * @param failed examples of which every call failed; they are in no rate
     * @param unparsed examples with an answer that can't be read
     * @param truncated examples with an answer or a prompt that was cut
     * @param ungraded examples that did not fail but that the scorer could judge in no call; they are in no rate
     * @param calls calls measured, over repetitions and adapters
     * @param callsFailed calls among them that failed
     * @param complete examples that every adapter has a score for: those that quality and its interval are of
     */
    public record Counts(
            int n, int failed, int unparsed, int truncated, int ungraded, int calls, int callsFailed, int complete) {

        /** Examples in the rate. */
        public int graded() {
            return n - failed - ungraded;
        }
    }

    /**
     * How good the answers are.
     *
     * @param metric name of the metric, such as {@code accuracy}
     * @param value mean over the complete examples of each one's mean over its calls
     * @param interval of {@code value} with regard to the examples, and to the adapters where there are several
     * @param macroF1 over all calls that did not fail, for classification
     * @param macroF1Interval null also where there are several adapters
     */
    public record Quality(
            String metric,
            @Nullable Double value,
            @Nullable IntervalEstimate interval,
            @Nullable Double macroF1,
            @Nullable IntervalEstimate macroF1Interval) {}

    /**
     * Latencies in milliseconds, over all calls that did not fail; tokens per second by the server's clock.
     *
     * @param ttftMsP99 null where there are fewer than 1,000 calls
     * @param blockDrift {@link org.adaptationlab.cost.BlockDrift} of the mode's block, the largest of its adapters'
     * @param waitMsP50 time for an answer as a user waits for it: retrieval and the model
     */
    public record Speed(
            @Nullable Double ttftMsP50,
            @Nullable Double ttftMsP95,
            @Nullable Double totalMsP50,
            @Nullable Double totalMsP95,
            @Nullable Double retrieveMsP50,
            @Nullable Double prefillTokensPerS,
            @Nullable Double decodeTokensPerS,
            @Nullable Double inputTokensMean,
            @Nullable Double outputTokensMean,
            SpeedIntervals intervals,
            @Nullable Double ttftMsP99,
            @Nullable Double totalMsP99,
            @Nullable Double blockDrift,
            @Nullable Double waitMsP50,
            @Nullable Double waitMsP95) {

        public Speed {
            Objects.requireNonNull(intervals, "intervals");
        }
    }

    /** 95 % intervals of the percentiles; null where there are too few calls for one. */
    public record SpeedIntervals(
            @Nullable Interval ttftMsP50,
            @Nullable Interval ttftMsP95,
            @Nullable Interval totalMsP50,
            @Nullable Interval totalMsP95,
            @Nullable Interval ttftMsP99,
            @Nullable Interval totalMsP99) {}

    /**
     * What the mode costs.
     *
     * @param adaptSeconds seconds of adapting, of one adapter where there are several
     * @param peakRssMb in MiB
     */
    public record Costs(
            @Nullable Double per1000Usd,
            @Nullable Double adaptSeconds,
            @Nullable Double adaptUsd,
            @Nullable Long peakRssMb) {}
}
