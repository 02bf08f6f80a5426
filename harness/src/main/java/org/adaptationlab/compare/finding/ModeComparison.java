package org.adaptationlab.compare.finding;

import java.util.List;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.PairedTable;
import org.jspecify.annotations.Nullable;

/**
 * One mode of the contender against the same mode of the baseline, on the examples both have.
 *
 * @param quality null where no example was judged on both sides
 * @param ttft time to the first token in milliseconds
 * @param total time for the model's answer in milliseconds, without loading and retrieval
 * @param waiting time for an answer in milliseconds, retrieval included, without loading
 * @param further what both sides have beside the main metric: exploratory
 * @param inFlight how many requests were in flight while it was timed
 */
public record ModeComparison(
        String mode,
        String metric,
        Coverage coverage,
        @Nullable Quality quality,
        Timing ttft,
        Timing total,
        Timing waiting,
        Cost cost,
        Flips flips,
        List<Further> further,
        InFlight inFlight) {

    public ModeComparison {
        further = List.copyOf(further);
    }

    /** Requests in flight on both sides; null where a side has no times. */
    public record InFlight(
            @Nullable Integer baseline, @Nullable Integer contender) {}

    /**
     * Which examples could not be paired.
     *
     * @param baselineOnly number of examples asked in the baseline only
     * @param baselineOnlyIds the first of them
     * @param unjudgedInBaseline examples asked on both sides without a score in the baseline: calls failed or could not
     *     be judged
     * @param sameAdapters whether both sides used the same adapters, or none
     * @param newlyFailed examples the baseline has a score for and of which the contender's calls failed: they count as
     *     wrong in the contender
     * @param newlyUngraded examples the baseline has a score for and whose answer in the contender could not be judged: they
     *     are in no pair
     * @param leftOut examples asked on both sides that are in no pair, since a side has no score
     */
    public record Coverage(
            int baselineOnly,
            List<String> baselineOnlyIds,
            int contenderOnly,
            List<String> contenderOnlyIds,
            int unjudgedInBaseline,
            int unjudgedInContender,
            boolean sameAdapters,
            int newlyFailed,
            int newlyUngraded,
            int leftOut) {

        public Coverage {
            baselineOnlyIds = List.copyOf(baselineOnlyIds);
            contenderOnlyIds = List.copyOf(contenderOnlyIds);
        }

        /** Examples without a score in the contender that are left out. */
        public int leftOutForContender() {
            return unjudgedInContender - newlyFailed;
        }
    }

    /**
     * Quality on the paired examples.
     *
     * @param baseline mean score on the paired examples, 0 to 1
     * @param difference contender less baseline, -1 to 1
     * @param interval of the difference, 95 % for all modes of the comparison together
     * @param intervalMethod how it was made: a word of comparisons.csv
     * @param test how {@code p} was found: a word of comparisons.csv
     * @param pHolm adjusted for all modes of the comparison
     * @param detectableDrop drop that would be found in 80 of 100 such comparisons, planned as in comparisons.csv; null
     *     where none would
     * @param shown whether {@code p} is below this mode's share of 5 %
     * @param pIsBound whether the p values are only known to be no larger than they say
     */
    public record Quality(
            Pairs pairs,
            double baseline,
            double contender,
            double difference,
            Interval interval,
            String intervalMethod,
            String test,
            double p,
            double pHolm,
            @Nullable Double detectableDrop,
            Finding finding,
            boolean shown,
            boolean pIsBound) {}

    /**
     * One further metric on the examples that both sides have it of.
     *
     * @param baseline mean of the baseline, 0 to 1
     * @param difference contender less baseline
     * @param interval of the difference, 95 % for itself
     * @param p of no difference, not adjusted
     * @param pIsBound whether it is only known to be no larger
     */
    public record Further(
            String metric,
            int n,
            double baseline,
            double contender,
            double difference,
            Interval interval,
            String intervalMethod,
            String test,
            double p,
            boolean pIsBound) {}

    /** Examples judged on both sides, by who had them right. */
    public record Pairs(int n, int both, int baselineOnly, int contenderOnly, int neither) {

        public static Pairs of(PairedTable contenderFirst) {
            return new Pairs(
                    contenderFirst.n(),
                    contenderFirst.both(),
                    contenderFirst.bOnly(),
                    contenderFirst.aOnly(),
                    contenderFirst.neither());
        }
    }

    /**
     * Times of the examples that have one on both sides, each example with its mean; null is not measured.
     *
     * @param ratio of the medians, contender over baseline
     * @param interval of the ratio, 95 % for all modes together
     * @param drift of the machine by its probes as a share, null where they were not taken on both sides
     * @param note why no claim is made, null where one is
     */
    public record Timing(
            int n,
            @Nullable Double baselineP50,
            @Nullable Double contenderP50,
            @Nullable Double baselineP95,
            @Nullable Double contenderP95,
            @Nullable Double ratio,
            @Nullable Interval interval,
            @Nullable Double drift,
            Finding finding,
            @Nullable String note) {}

    /**
     * US dollars per 1,000 requests, at the baseline's assumptions, of the examples that have a price on both sides; null is
     * not known.
     *
     * @param n examples
     * @param ratio of the means, contender over baseline
     * @param interval of the ratio, 95 % for all modes together
     * @param drift of the machine where costs follow times, 0 where they are paid by the token
     * @param note why no claim is made, null where one is
     */
    public record Cost(
            int n,
            @Nullable Double baseline,
            @Nullable Double contender,
            @Nullable Double ratio,
            @Nullable Interval interval,
            @Nullable Double drift,
            @Nullable String note) {}

    /**
     * Examples right on one side and wrong on the other.
     *
     * @param lost how many were right in the baseline only
     * @param gained how many are right in the contender only
     * @param examples of them, the lost first; as many as were asked for
     */
    public record Flips(int lost, int gained, List<FlippedExample> examples) {

        public Flips {
            examples = List.copyOf(examples);
        }
    }

    /**
     * An example right on one side only. Texts are made visible on one line and cut.
     *
     * @param baselineScore mean over repetitions and adapters
     * @param baselineAnswer of the first call; where there is none, how the call ended
     */
    public record FlippedExample(
            String exampleId,
            @Nullable String slice,
            String target,
            double baselineScore,
            double contenderScore,
            String baselineAnswer,
            String contenderAnswer) {

        /** Whether it was right in the baseline. */
        public boolean isLost() {
            return baselineScore > contenderScore;
        }
    }
}
