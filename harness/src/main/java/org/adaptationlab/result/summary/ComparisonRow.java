package org.adaptationlab.result.summary;

import java.util.Locale;
import java.util.Objects;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Two modes on the examples neither failed at: a row of comparisons.csv. Several adapters of a mode are taken together.
 *
 * @param modeA the mode that is judged against {@code modeB}; where one of them is the baseline it is {@code modeB}
 * @param pairs the difference is the quality of {@code modeA} less that of {@code modeB}
 */
public record ComparisonRow(String modeA, String modeB, String metric, PairedTable pairs, Statistics statistics) {

    public ComparisonRow {
        Objects.requireNonNull(modeA, "modeA");
        Objects.requireNonNull(modeB, "modeB");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(pairs, "pairs");
        Objects.requireNonNull(statistics, "statistics");
    }

    /** Whether it is a row of these two, in either order. */
    public boolean isOf(String one, String other) {
        return (modeA.equals(one) && modeB.equals(other)) || (modeA.equals(other) && modeB.equals(one));
    }

    /** What a comparison is for. */
    public enum Family {
        /** A mode against the baseline in the lab's metric: what the lab asks. */
        PRIMARY,
        /** Any other pair or metric. */
        EXPLORATORY;

        /** The word in result files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the tests say of a difference; null where there was nothing to test.
     *
     * @param pHolm p value adjusted for the primary family; null in the exploratory one
     * @param pAllPairs p value adjusted for all pairs of the metric: for claims about a pair that was picked out of them
     * @param margin smallest difference that matters, 0 to 1
     * @param mde smallest difference that would be found in 80 of 100 runs, planned; null where there is none
     * @param discordance the share of examples assumed to differ in planning {@code mde}
     */
    public record Statistics(
            Family family,
            @Nullable PairedAnalysis analysis,
            @Nullable Double pHolm,
            @Nullable Double pAllPairs,
            @Nullable Double margin,
            @Nullable Double mde,
            @Nullable Double discordance,
            @Nullable Verdict verdict) {

        public Statistics {
            Objects.requireNonNull(family, "family");
        }

        /** Nothing was there to test. */
        public static Statistics none(Family family) {
            return new Statistics(family, null, null, null, null, null, null, null);
        }

        /** Interval of the difference; null where nothing was tested. */
        public @Nullable Interval interval() {
            return analysis == null ? null : analysis.interval().interval();
        }

        /** The p value, not adjusted; null where nothing was tested. */
        public @Nullable Double p() {
            return analysis == null ? null : Double.valueOf(analysis.p());
        }

        /** Whether p values are only known to be no larger than they say. */
        public boolean isPBound() {
            return analysis != null && analysis.isPBound();
        }

        /** Whether the lab asks about this pair. */
        public boolean isPrimary() {
            return family == Family.PRIMARY;
        }

        /** The p value that the verdict rests on; null where nothing was tested. */
        public @Nullable Double decidingP() {
            return family == Family.PRIMARY ? pHolm : pAllPairs;
        }
    }
}
