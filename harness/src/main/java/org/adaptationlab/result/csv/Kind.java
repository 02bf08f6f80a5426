package org.adaptationlab.result.csv;

import org.jspecify.annotations.Nullable;

/** What stands in a column: how a number is written, and which ones are allowed. */
enum Kind {
    /** A text of a user or a model, or a word of ours. */
    TEXT("a text", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
    /** A whole number of either sign, such as a seed. */
    WHOLE("a whole number", Long.MIN_VALUE, Long.MAX_VALUE),
    /** How many. */
    COUNT("a whole number from 0 to 2147483647", 0, Integer.MAX_VALUE),
    /** Milliseconds, seconds or tokens. */
    AMOUNT("0 or more", 0, Double.POSITIVE_INFINITY),
    /** A score, or a part of a whole. */
    SHARE("0 to 1; divide percentages by 100", 0, 1),
    /** One share less another. */
    DIFFERENCE("-1 to 1; divide percentage points by 100", -1, 1),
    /** US dollars, one time over another, or how much more of one than of another. */
    RATIO("0 or more", 0, Double.POSITIVE_INFINITY),
    /** A p value or its error. */
    PROBABILITY("0 to 1", 0, 1);

    /** What is allowed, in words. */
    private final String allowed;

    private final double least;
    private final double most;

    Kind(String allowed, double least, double most) {
        this.allowed = allowed;
        this.least = least;
        this.most = most;
    }

    String allowed() {
        return allowed;
    }

    boolean allows(double value) {
        return value >= least && value <= most;
    }

    /** The cell of a number. */
    @Nullable
    String cell(@Nullable Number value) {
        if (value == null) {
            return null;
        }
        return switch (this) {
            case TEXT -> throw new IllegalStateException("a text is no number");
            case WHOLE, COUNT -> CsvCells.whole(value);
            case AMOUNT -> CsvCells.amount(value.doubleValue());
            case SHARE, DIFFERENCE, RATIO -> CsvCells.rate(value.doubleValue());
            case PROBABILITY -> CsvCells.probability(value.doubleValue());
        };
    }
}
