package org.adaptationlab.statistics;

import java.util.Arrays;

/**
 * The scores of one mode: for each adapter (one, where the mode has none) and example the mean over repetitions, which
 * thereby never count as further examples. Every adapter was asked every example: the two are crossed.
 */
public final class ScoreTable {

    /**
     * Up to which two mean scores count as the same: files show six decimals, so that 1/3 may stand against 0.333333, and
     * both sides of a difference, each rounded once more, may be off by that.
     */
    static final double ROUNDING = 2e-6;

    private final double[][] scores;
    private final Clusters clusters;

    /**
     * @param scores {@code [adapter][example]}, 0 to 1; at least one adapter, each with every example of the clusters
     * @throws IllegalArgumentException if a score is missing, or no number
     */
    public ScoreTable(double[][] scores, Clusters clusters) {
        if (scores.length == 0 || Arrays.stream(scores).anyMatch(row -> !isWhole(row, clusters.examples()))) {
            throw new IllegalArgumentException("every adapter needs a score for each of the " + clusters.examples()
                    + " examples; leave out those that an adapter has none for");
        }
        this.scores = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
        this.clusters = clusters;
    }

    /** One adapter, or none, and examples that do not belong together. */
    public static ScoreTable of(double... scores) {
        return new ScoreTable(new double[][] {scores}, Clusters.none(scores.length));
    }

    private static boolean isWhole(double[] row, int examples) {
        return row.length == examples && Arrays.stream(row).noneMatch(Double::isNaN);
    }

    /**
     * Whether an example counts as right by the mean of its scores over repetitions and adapters: more than one half of
     * what could be had, for one half is no majority, whichever way it was rounded.
     */
    public static boolean isRight(double mean) {
        return mean > 0.5 + ROUNDING;
    }

    public int adapters() {
        return scores.length;
    }

    public Clusters clusters() {
        return clusters;
    }

    /** Each example's mean over the adapters. */
    public double[] means() {
        double[] means = new double[clusters.examples()];
        for (double[] row : scores) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] / scores.length;
            }
        }
        return means;
    }

    /** The mean over examples and adapters. */
    double mean() {
        // at most 1 also where the means were rounded up
        return Math.min(1, Arrays.stream(means()).average().orElse(Double.NaN));
    }

    /** Whether every score is right or wrong and nothing in between. */
    public boolean isZeroOne() {
        return Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(score -> score == 0 || score == 1);
    }

    double[] scores(int adapter) {
        return scores[adapter];
    }
}
