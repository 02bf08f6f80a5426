package org.adaptationlab.result.summary;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Mean of the values of each example, by its number; values that are null were not measured and count nowhere. */
public final class Means {

    private static final int START = 64;

    private double[] sums = new double[START];
    /** Values of an example beyond its first; shorter than the sums as long as there are none: most examples have one. */
    private int[] more = new int[0];

    private final BitSet measured = new BitSet();

    /** Adds a value of an example; null ones were not measured. */
    public void add(int example, @Nullable Double value) {
        if (value == null) {
            return;
        }
        if (example >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(example + 1, sums.length + sums.length / 2));
        }
        sums[example] += value;
        if (has(example)) {
            more = example < more.length ? more : Arrays.copyOf(more, sums.length);
            more[example]++;
        }
        measured.set(example);
    }

    /** The same with a value for those of these examples that have none. */
    Means filledWith(BitSet examples, double value) {
        Means filled = new Means();
        filled.sums = sums.clone();
        filled.more = more.clone();
        filled.measured.or(measured);
        examples.stream().filter(example -> !has(example)).forEach(example -> filled.add(example, value));
        return filled;
    }

    /** Whether there is a value of this example. */
    public boolean has(int example) {
        return measured.get(example);
    }

    /** The examples that have a value; not to be changed. */
    BitSet measured() {
        return measured;
    }

    /** The mean of one example; NaN where nothing was measured. */
    public double of(int example) {
        int values = 1 + (example < more.length ? more[example] : 0);
        return has(example) ? sums[example] / values : Double.NaN;
    }

    /** The same of several examples. */
    public double[] of(int[] examples) {
        return Arrays.stream(examples).mapToDouble(this::of).toArray();
    }
}
