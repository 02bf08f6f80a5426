package org.adaptationlab.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which examples belong together, such as those about one document. Answers about one document are right or wrong
 * together more often than others; where there are clusters, they, not the examples, are what a sample is drawn of.
 */
public final class Clusters {

    private final int[] clusterOf;
    private final int[] sizes;

    private Clusters(int[] clusterOf, int count) {
        this.clusterOf = clusterOf;
        this.sizes = new int[count];
        for (int cluster : clusterOf) {
            sizes[cluster]++;
        }
    }

    /** Every example on its own. */
    public static Clusters none(int examples) {
        int[] own = new int[examples];
        for (int i = 0; i < examples; i++) {
            own[i] = i;
        }
        return new Clusters(own, examples);
    }

    /** Examples with the same key belong together; one without a key (null) is on its own. */
    public static Clusters of(List<? extends @Nullable String> keys) {
        Map<String, Integer> known = new HashMap<>();
        int[] clusterOf = new int[keys.size()];
        int count = 0;
        for (int i = 0; i < clusterOf.length; i++) {
            String key = keys.get(i);
            Integer before = key == null ? null : known.putIfAbsent(key, count);
            clusterOf[i] = before == null ? count++ : before;
        }
        return new Clusters(clusterOf, count);
    }

    /** Number of examples. */
    public int examples() {
        return clusterOf.length;
    }

    /** Number of clusters. */
    public int count() {
        return sizes.length;
    }

    /** Whether any two examples belong together. */
    public boolean areThere() {
        return sizes.length < clusterOf.length;
    }

    /** Whether all clusters have equally many examples, as those have that are on their own. */
    boolean areEqual() {
        return Arrays.stream(sizes).allMatch(size -> size == sizes[0]);
    }

    /** How many times the average cluster the largest one is: 1 where all have the same size. */
    double largest() {
        return Arrays.stream(sizes).max().orElse(1) * (double) count() / examples();
    }

    /**
     * How many clusters of equal size would tell as much: fewer than there are where some weigh more than others.
     *
     * <p>Source: L. Kish, Survey Sampling (1965), section 11.7.
     */
    double effectiveCount() {
        double squares =
                Arrays.stream(sizes).mapToDouble(size -> (double) size * size).sum();
        return (double) examples() * examples() / squares;
    }

    /** Examples in a cluster. */
    int size(int cluster) {
        return sizes[cluster];
    }

    /** The sum over the examples of each cluster. */
    public double[] sums(double[] values) {
        double[] sums = new double[sizes.length];
        for (int i = 0; i < values.length; i++) {
            sums[clusterOf[i]] += values[i];
        }
        return sums;
    }

    /** The cluster of an example, from 0. */
    public int of(int example) {
        return clusterOf[example];
    }

    /**
     * At most so many clusters: where there are more, they are put together at random into as many groups, as even in
     * number as can be. Groups of independent clusters are independent, and their means vary as much as a share of them
     * should, so that what is resampled by group has the right spread, at a cost that does not grow with the examples.
     *
     * @param most groups, at least 1
     * @param seed of the draw
     */
    Clusters grouped(int most, long seed) {
        if (count() <= most) {
            return this;
        }
        int[] groupOf = new int[count()];
        Arrays.setAll(groupOf, cluster -> cluster % most);
        RandomStream random = new RandomStream(seed);
        for (int i = groupOf.length - 1; i > 0; i--) {
            int other = random.below(i + 1);
            int group = groupOf[i];
            groupOf[i] = groupOf[other];
            groupOf[other] = group;
        }
        return new Clusters(
                Arrays.stream(clusterOf).map(cluster -> groupOf[cluster]).toArray(), most);
    }
}
