package org.adaptationlab.statistics;

import java.util.Collection;
import java.util.Objects;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * 95 % interval of a percentile, from one order statistic to another: how many values lie below the percentile is
 * binomial, whatever their distribution. Assumes independent values; a machine that slows down for a while makes it too
 * short.
 *
 * <p>Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2; the order statistics are
 * those of SciPy's {@code quantile_test}.
 */
public final class QuantileInterval {

    private static final double TAIL = Level.FIVE_PERCENT.tail();

    private QuantileInterval() {}

    /**
     * The interval; null where there are too few values for one (p50 needs 6, p95 needs 72).
     *
     * @param values null ones were not measured and are left out
     * @param share of values below the percentile, between 0 and 1
     */
    public static @Nullable Interval of(Collection<? extends @Nullable Double> values, double share) {
        return ofSorted(
                values.stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray(),
                share);
    }

    /** The same of values that are all measured, the smallest first. */
    public static @Nullable Interval ofSorted(double[] sorted, double share) {
        if (sorted.length == 0) {
            return null;
        }
        BinomialDistribution below = BinomialDistribution.of(sorted.length, share);
        int low = below.inverseCumulativeProbability(TAIL) - 1;
        int high = below.inverseSurvivalProbability(TAIL);
        return low < 0 || high >= sorted.length ? null : new Interval(sorted[low], sorted[high]);
    }
}
