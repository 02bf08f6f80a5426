package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The median of values drawn by their indexes, for many draws: the values are put in order once. Not thread-safe. */
final class DrawnMedian implements ToDoubleFunction<int[]> {

    private final double[] sorted;
    private final int[] rankOf;
    private final int[] times;

    DrawnMedian(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.sorted = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        this.rankOf = new int[values.length];
        this.times = new int[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            rankOf[order[rank]] = rank;
        }
    }

    /** Of an even number of values the mean of the two in the middle. */
    @Override
    public double applyAsDouble(int[] drawn) {
        Arrays.fill(times, 0);
        for (int one : drawn) {
            times[rankOf[one]]++;
        }
        int rank = -1;
        int upTo = 0;
        for (int wanted = (drawn.length + 1) / 2; upTo < wanted; upTo += times[rank]) {
            rank++;
        }
        double lower = sorted[rank];
        for (int wanted = drawn.length / 2 + 1; upTo < wanted; upTo += times[rank]) {
            rank++;
        }
        return (lower + sorted[rank]) / 2;
    }
}
