package org.adaptationlab.measure;

import java.util.Objects;

/**
 * Something measured, that knows its unit and its good side.
 *
 * @param column its name in result files
 */
public record Metric(String column, String unit, Direction better) {

    /** Share of right answers among all that did not fail. */
    public static final Metric ACCURACY = new Metric("accuracy", "share", Direction.HIGHER);

    public Metric {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(better, "better");
    }

    /** Which way is better. */
    public enum Direction {
        HIGHER,
        LOWER
    }
}
