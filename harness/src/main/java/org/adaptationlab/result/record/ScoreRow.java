package org.adaptationlab.result.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What one call has in one further metric: a row of scores.csv. The main metric stands in examples.csv.
 *
 * @param repetition one-based
 * @param metric column name of the metric, such as {@code schema_valid}
 * @param value 0 to 1
 */
public record ScoreRow(ModeIdentity mode, String exampleId, int repetition, String metric, double value) {

    private static final int DECIMALS = 6;

    public ScoreRow {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(exampleId, "exampleId");
        Objects.requireNonNull(metric, "metric");
    }

    /** The score of a call, to the decimals that scores.csv keeps: whoever computes from the file finds what the run says. */
    public static ScoreRow of(ExampleResult row, String metric, double value) {
        double kept = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .doubleValue();
        return new ScoreRow(row.mode(), row.exampleId(), row.repetition(), metric, kept);
    }
}
