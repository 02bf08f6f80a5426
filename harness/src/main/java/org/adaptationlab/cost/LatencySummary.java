package org.adaptationlab.cost;

import java.util.Collection;
import java.util.Objects;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;

/**
 * Median, 95th and 99th percentile of the values that were measured, by linear interpolation between order statistics.
 *
 * <p>Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996),
 * 361-365, definition 7 (NumPy's and R's default).
 *
 * @param n values measured
 * @param p50 null where nothing was measured
 * @param p95 null where nothing was measured
 * @param p99 null where fewer than {@value #LEAST_FOR_P99} values were measured: ten or so would decide it
 */
public record LatencySummary(
        int n,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99) {

    /** From so many values on there is a 99th percentile. */
    public static final int LEAST_FOR_P99 = 1_000;

    /** Sums up the values; null ones were not measured and are left out. */
    public static LatencySummary of(Collection<@Nullable Double> values) {
        double[] measured = values.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (measured.length == 0) {
            return new LatencySummary(0, null, null, null);
        }
        Quantile quantile = Quantile.withDefaults().withCopy(true).with(EstimationMethod.HF7);
        double[] found = quantile.evaluate(measured, 0.5, 0.95, 0.99);
        return new LatencySummary(
                measured.length, found[0], found[1], measured.length < LEAST_FOR_P99 ? null : Double.valueOf(found[2]));
    }
}
