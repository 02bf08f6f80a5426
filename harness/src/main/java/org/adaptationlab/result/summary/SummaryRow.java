package org.adaptationlab.result.summary;

import java.util.Objects;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.result.record.ModeIdentity;
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

    boolean lacksWaiting() {
        return speed.waiting().p50() == null && speed.total().p50() != null;
    }

    SummaryRow withWaiting(LatencySummary waiting) {
        Speed all = new Speed(
                speed.ttft,
                speed.total,
                waiting,
                speed.retrieveMsP50,
                speed.prefillTokensPerS,
                speed.decodeTokensPerS,
                speed.inputTokensMean,
                speed.outputTokensMean,
                speed.blockDrift,
                speed.inFlight);
        return new SummaryRow(mode, counts, quality, all, costs);
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
     * Times in milliseconds, over all calls that did not fail; tokens per second by the server's clock.
     *
     * @param ttft time to the first token
     * @param total time for the model's answer
     * @param waiting time for an answer as a user waits for it: retrieval and the model
     * @param blockDrift {@link org.adaptationlab.cost.BlockDrift} of the mode's block, the largest of its adapters'
     * @param inFlight how many calls were in flight at most; 1 where a file of an earlier version does not say, null where
     *     nothing was timed
     */
    public record Speed(
            LatencySummary ttft,
            LatencySummary total,
            LatencySummary waiting,
            @Nullable Double retrieveMsP50,
            @Nullable Double prefillTokensPerS,
            @Nullable Double decodeTokensPerS,
            @Nullable Double inputTokensMean,
            @Nullable Double outputTokensMean,
            @Nullable Double blockDrift,
            @Nullable Integer inFlight) {

        public Speed {
            Objects.requireNonNull(ttft, "ttft");
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(waiting, "waiting");
            inFlight = total.p50() == null ? null : Integer.valueOf(inFlight == null ? 1 : inFlight);
        }
    }

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
