package org.adaptationlab.statistics;

import java.util.Arrays;

/** Percentile intervals of resampled values. */
public final class Percentiles {

    private static final double TAIL = 0.025;

    private Percentiles() {}

    /** The 2.5 % and 97.5 % order statistics; values may be infinite. */
    public static Interval interval(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) Math.floor(TAIL * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }
}
