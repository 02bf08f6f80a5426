package org.adaptationlab.result.record;

import java.util.Objects;

/**
 * What one call has in one further metric: a row of scores.csv. The main metric stands in examples.csv.
 *
 * @param repetition one-based
 * @param metric column name of the metric, such as {@code schema_valid}
 * @param value 0 to 1
 */
public record ScoreRow(ModeIdentity mode, String exampleId, int repetition, String metric, double value) {

    public ScoreRow {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(exampleId, "exampleId");
        Objects.requireNonNull(metric, "metric");
    }
}
