package org.adaptationlab.cost;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.QuantileInterval;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.jspecify.annotations.Nullable;

/**
 * Median, 95th and 99th percentile of the values that were measured, by linear interpolation between order statistics.
 *
 * <p>Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996),
 * 361-365, definition 7 (NumPy's and R's default).
 *
 * @param p50 null where nothing was measured
 * @param p95 null where fewer than {@value #LEAST_FOR_P95} values were measured: the largest of them would decide it
 * @param p99 null where fewer than {@value #LEAST_FOR_P99} values were measured: ten or so would decide it
 * @param p50Interval its 95 % interval, {@link QuantileInterval}; null where there are too few values for one, as for the others
 */
public record LatencySummary(
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Interval p50Interval,
        @Nullable Interval p95Interval,
        @Nullable Interval p99Interval) {

    /** Nothing was measured. */
    public static final LatencySummary NONE = new LatencySummary(null, null, null, null, null, null);

    /** From so many values on there is a 95th percentile: below, none of them need lie above it. */
    public static final int LEAST_FOR_P95 = 20;

    /** From so many values on there is a 99th percentile. */
    public static final int LEAST_FOR_P99 = 1_000;

    /** Sums up the values; null ones were not measured and are left out. */
    public static LatencySummary of(Collection<@Nullable Double> values) {
        return ofMeasured(values.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Sums up values that are all measured. */
    public static LatencySummary ofMeasured(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0) {
            return NONE;
        }
        double[] found = quantiles(sorted, 0.5, 0.95, 0.99);
        return new LatencySummary(
                found[0],
                n < LEAST_FOR_P95 ? null : Double.valueOf(found[1]),
                n < LEAST_FOR_P99 ? null : Double.valueOf(found[2]),
                QuantileInterval.ofSorted(sorted, 0.5),
                QuantileInterval.ofSorted(sorted, 0.95),
                n < LEAST_FOR_P99 ? null : QuantileInterval.ofSorted(sorted, 0.99));
    }

    /** From the first quartile to the third, of one value or more. */
    public static Interval middleHalf(Collection<Double> values) {
        double[] found =
                quantiles(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.25, 0.75);
        return new Interval(found[0], found[1]);
    }

    private static double[] quantiles(double[] values, double... shares) {
        return Quantile.withDefaults().withCopy(true).with(EstimationMethod.HF7).evaluate(values, shares);
    }
}
