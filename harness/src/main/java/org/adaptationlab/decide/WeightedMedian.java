package org.adaptationlab.decide;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.Clusters;

/**
 * The median of values that stand as often as their group was drawn, worked out for many draws. A draw moves the median
 * by a few times the root of the number of values, so only those near the middle are kept in order; of the quick ones
 * before them their number in each group is enough. A draw that goes beyond them is worked out from all values.
 */
final class WeightedMedian {

    /** Roots of the number of values to either side of the middle: eight times as far as one draw in three goes. */
    private static final int REACH = 4;

    private final double[] values;
    private final int[] groupOf;
    /** By group: values that were measured, and those before the ones near the middle. */
    private final int[] all;

    private final int[] before;
    /** Indexes of the values near the middle, smallest first. */
    private final int[] near;

    /**
     * Of these values.
     *
     * @param values NaN is not measured
     * @param groups those that are drawn as one
     */
    WeightedMedian(double[] values, Clusters groups) {
        this(values, IntStream.range(0, values.length).map(groups::of).toArray(), groups.count(), REACH);
    }

    private WeightedMedian(double[] values, int[] groupOf, int groups, double reach) {
        this.values = values;
        this.groupOf = groupOf;
        this.all = new int[groups];
        this.before = new int[groups];
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double most = reach * Math.sqrt(sorted.length);
        int from = (int) Math.max(0, sorted.length / 2.0 - most);
        int to = (int) Math.min(sorted.length - 1.0, sorted.length / 2.0 + most);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                all[groupOf[i]]++;
                before[groupOf[i]] += values[i] < sorted[from] ? 1 : 0;
            }
        }
        this.near = IntStream.range(0, values.length)
                .filter(i -> sorted.length > 0 && values[i] >= sorted[from] && values[i] <= sorted[to])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The median where each group stands as often as it was drawn; NaN where nothing was measured. */
    double of(int[] drawn) {
        long count = 0;
        long below = 0;
        for (int group = 0; group < drawn.length; group++) {
            count += (long) drawn[group] * all[group];
            below += (long) drawn[group] * before[group];
        }
        if (count == 0) {
            return Double.NaN;
        }
        double lower = Double.NaN;
        for (int i = 0; i < near.length && 2 * below <= count; i++) {
            boolean wasBelow = 2 * below < count;
            below += drawn[groupOf[near[i]]];
            if (wasBelow && 2 * below >= count) {
                lower = values[near[i]];
            }
            if (2 * below > count && !Double.isNaN(lower)) {
                return (lower + values[near[i]]) / 2;
            }
        }
        return new WeightedMedian(values, groupOf, all.length, Double.POSITIVE_INFINITY).of(drawn);
    }
}
