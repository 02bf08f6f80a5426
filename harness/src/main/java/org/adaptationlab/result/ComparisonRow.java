package org.adaptationlab.result;

import java.util.Objects;
import org.adaptationlab.measure.Interval;
import org.adaptationlab.measure.PairedTable;
import org.jspecify.annotations.Nullable;

/**
 * Two modes on the examples neither failed at: a row of comparisons.csv. Several adapters of a mode are taken together.
 *
 * @param modeA the mode that stands first in the lab file
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

    /**
     * What the tests say of a difference; null where it was not tested.
     *
     * @param interval 95 % interval of the difference
     * @param pHolm p value adjusted for its family of tests
     * @param mde smallest difference the test would find in 80 of 100 runs
     */
    public record Statistics(
            @Nullable Interval interval,
            @Nullable Double p,
            @Nullable Double pHolm,
            @Nullable Double mde,
            @Nullable String verdict) {

        /** Nothing was tested. */
        public static final Statistics NONE = new Statistics(null, null, null, null, null);
    }
}
