package org.adaptationlab.statistics;

import java.util.Arrays;

/**
 * From one number to another, both included, in the unit of what it is about: an interval of an estimate at whichever
 * level it was asked for, or a stretch of an axis; {@code low <= high}.
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(low + " to " + high);
        }
    }

    /** The order statistics of resampled values that cut off the level's tail on either side; values may be infinite. */
    public static Interval ofResamples(double[] values, Level level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) Math.floor(level.tail() * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** Whether a value lies in it. */
    public boolean holds(double value) {
        return low <= value && value <= high;
    }

    /** The shortest interval with both in it. */
    Interval joined(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }
}
