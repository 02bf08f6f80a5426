package org.adaptationlab.statistics;

import java.util.Arrays;

/**
 * The scores of one mode: for each adapter (one, where the mode has none) and example the mean over repetitions, which
 * thereby never count as further examples. Every adapter was asked every example: the two are crossed.
 */
public final class ScoreTable {

    private final double[][] scores;
    private final Clusters clusters;

    /**
     * @param scores {@code [adapter][example]}, 0 to 1; at least one adapter, each with every example of the clusters
     * @throws IllegalArgumentException if a row is missing or of another length
     */
    public ScoreTable(double[][] scores, Clusters clusters) {
        if (scores.length == 0 || Arrays.stream(scores).anyMatch(row -> row.length != clusters.examples())) {
            throw new IllegalArgumentException("every adapter needs a score for each of the " + clusters.examples());
        }
        this.scores = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
        this.clusters = clusters;
    }

    /** One adapter, or none, and examples that do not belong together. */
    public static ScoreTable of(double... scores) {
        return new ScoreTable(new double[][] {scores}, Clusters.none(scores.length));
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

    /** Whether every score is right or wrong and nothing in between. */
    boolean isZeroOne() {
        return Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(score -> score == 0 || score == 1);
    }

    double[] scores(int adapter) {
        return scores[adapter];
    }
}
