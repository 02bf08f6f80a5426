package org.adaptationlab.result.summary;

import java.util.Objects;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What a mode comes to in one further metric: a row of metrics.csv. Several adapters of a mode are taken together, and then
 * the mode has neither digest nor seed.
 *
 * @param metric column name of the metric, such as {@code schema_valid}
 * @param n examples that have it; failed calls have none
 * @param mean over the examples of each one's mean over its calls, 0 to 1
 * @param interval of the mean; null where an example lacks an adapter's score
 */
public record MetricRow(
        ModeIdentity mode,
        String metric,
        int n,
        double mean,
        @Nullable IntervalEstimate interval) {

    public MetricRow {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(metric, "metric");
    }
}
