package org.adaptationlab.statistics;

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

    /** Examples in a cluster. */
    int size(int cluster) {
        return sizes[cluster];
    }

    /** The sum over the examples of each cluster. */
    double[] sums(double[] values) {
        double[] sums = new double[sizes.length];
        for (int i = 0; i < values.length; i++) {
            sums[clusterOf[i]] += values[i];
        }
        return sums;
    }
}
