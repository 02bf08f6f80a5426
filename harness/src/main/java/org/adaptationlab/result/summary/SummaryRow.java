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

    /** The same without a prefill rate: a server that keeps prefixes counts tokens that it did not read. */
    public SummaryRow withoutPrefillRate() {
        return new SummaryRow(mode, counts, quality, speed.with(null, speed.blockDrift), costs);
    }

    /** The same with how steady its block was. */
    SummaryRow withBlockDrift(@Nullable Double drift) {
        return new SummaryRow(mode, counts, quality, speed.with(speed.prefillTokensPerS, drift), costs);
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
     */
    public record Counts(int n, int failed, int unparsed, int truncated, int ungraded, int calls, int callsFailed) {

        /** Examples in the rate. */
        public int graded() {
            return n - failed - ungraded;
        }
    }

    /**
     * How good the answers are.
     *
     * @param metric name of the metric, such as {@code accuracy}
     * @param value mean over the graded examples of each one's mean over its calls
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
            @Nullable Double blockDrift) {

        public Speed {
            Objects.requireNonNull(intervals, "intervals");
        }

        private Speed with(@Nullable Double newPrefillTokensPerS, @Nullable Double newBlockDrift) {
            return new Speed(
                    ttftMsP50,
                    ttftMsP95,
                    totalMsP50,
                    totalMsP95,
                    retrieveMsP50,
                    newPrefillTokensPerS,
                    decodeTokensPerS,
                    inputTokensMean,
                    outputTokensMean,
                    intervals,
                    ttftMsP99,
                    totalMsP99,
                    newBlockDrift);
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
