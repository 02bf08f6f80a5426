package org.adaptationlab.statistics;

/** A two-sided 95 % interval; {@code low <= high}. */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(low + " to " + high);
        }
    }
}
