package org.adaptationlab.result.summary;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Mean of the values of each example, by its number; values that are null were not measured and count nowhere. */
public final class Means {

    private static final int START = 64;

    private double[] sums = new double[START];
    private int[] counts = new int[START];

    public void add(int example, @Nullable Double value) {
        if (value == null) {
            return;
        }
        if (example >= sums.length) {
            int length = Math.max(example + 1, sums.length + sums.length / 2);
            sums = Arrays.copyOf(sums, length);
            counts = Arrays.copyOf(counts, length);
        }
        sums[example] += value;
        counts[example]++;
    }

    public boolean has(int example) {
        return example < counts.length && counts[example] > 0;
    }

    /** Only where there {@link #has} been a value. */
    public double of(int example) {
        return sums[example] / counts[example];
    }

    /** The same of several examples. */
    double[] of(int[] examples) {
        return Arrays.stream(examples).mapToDouble(this::of).toArray();
    }
}
