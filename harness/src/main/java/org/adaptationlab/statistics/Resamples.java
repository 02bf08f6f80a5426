package org.adaptationlab.statistics;

import java.util.Arrays;

/**
 * Draws of the examples with replacement, those of a cluster together: the same draws for every mode, so that what is
 * compared within a draw is compared on the same examples. Made anew from the seed where they are asked for, as all of
 * them would take (draws x examples) numbers. Of more than {@value #MANY} clusters, random groups of them are drawn, which
 * vary as much: a draw of 5,000 independent parts has its spread right to a percent. Immutable.
 *
 * <p>Source: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), ch. 8.
 */
public final class Resamples {

    /** Drawn one by one up to here. */
    static final int MANY = 5_000;

    private final Clusters clusters;
    private final long[] seeds;

    private Resamples(Clusters clusters, long[] seeds) {
        this.clusters = clusters;
        this.seeds = seeds;
    }

    /**
     * So many draws of the clusters.
     *
     * @param clusters of the examples of all samples; at least one
     */
    public static Resamples of(Clusters clusters, int draws, long seed) {
        RandomStream random = new RandomStream(seed);
        long[] seeds = new long[draws];
        Arrays.setAll(seeds, draw -> random.nextBits());
        return new Resamples(clusters.grouped(MANY, seed), seeds);
    }

    public int draws() {
        return seeds.length;
    }

    /** What is drawn as one: the clusters, or groups of them where there are very many. */
    public Clusters drawn() {
        return clusters;
    }

    /** How often each of {@link #drawn()} stands in a draw; draws count from 0. */
    public int[] weights(int draw) {
        return counts(clusters.count(), new RandomStream(seeds[draw]));
    }

    /**
     * The mean of a sample in each draw. Of several adapters so many are drawn with replacement, too, anew in each draw.
     *
     * @param sample of the examples and clusters that are drawn here
     * @param adapterSeed of the draws of adapters; another for each mode, as their adapters have nothing to do with each
     *     other
     * @throws IllegalArgumentException if the sample has another number of examples
     */
    public double[] means(Sample sample, long adapterSeed) {
        ScoreTable table = sample.table();
        if (table.clusters().examples() != clusters.examples()) {
            throw new IllegalArgumentException(
                    "a sample of " + table.clusters().examples() + " examples in draws of " + clusters.examples());
        }
        double[][] sums = new double[table.adapters()][];
        Arrays.setAll(sums, adapter -> clusters.sums(table.scores(adapter)));
        RandomStream random = new RandomStream(adapterSeed);
        double[] means = new double[seeds.length];
        for (int draw = 0; draw < means.length; draw++) {
            int[] drawn = weights(draw);
            int[] adapters = counts(sums.length, random);
            long examples = 0;
            double sum = 0;
            for (int cluster = 0; cluster < drawn.length; cluster++) {
                examples += (long) drawn[cluster] * clusters.size(cluster);
                for (int adapter = 0; adapter < adapters.length && drawn[cluster] > 0; adapter++) {
                    sum += drawn[cluster] * adapters[adapter] * sums[adapter][cluster];
                }
            }
            means[draw] = sum / examples / adapters.length;
        }
        return means;
    }

    /** How often each of so many is drawn in as many draws. */
    private static int[] counts(int of, RandomStream random) {
        int[] counts = new int[of];
        for (int i = 0; i < of; i++) {
            counts[random.below(of)]++;
        }
        return counts;
    }
}
