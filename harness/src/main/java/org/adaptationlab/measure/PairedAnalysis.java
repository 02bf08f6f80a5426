package org.adaptationlab.measure;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one mode better than another on the same examples, by how much, or are they as good as equal? What is used depends
 * on the data:
 *
 * <ul>
 *   <li>right or wrong, one adapter each, no clusters: exact McNemar test, interval and equivalence by {@link
 *       MatchedPairs}; interval and test agree exactly;
 *   <li>several adapters in a mode: {@link VarianceComponents}, with p never below that of the examples alone;
 *   <li>else (scores between 0 and 1, or clusters of examples): {@link SignFlipTest} of the units and {@link Bootstrap};
 *       equivalence by the larger p of the bootstrap and of Student's t, as each alone exceeds its level for some data;
 *   <li>in the last two, fewer than {@value UnseenBound#FEW} units that differ: {@link SignFlipTest} and {@link
 *       UnseenBound}.
 * </ul>
 *
 * <p>With one adapter, the statement is about that adapter and not about others that the same training would give.
 *
 * @param p two-sided p value of "no difference"
 * @param pError Monte-Carlo standard error of {@code p}, null where it is exact
 * @param interval of the mean of a less that of b
 * @param pEquivalence of "they differ by the margin or more", from two one-sided tests (D. J. Schuirmann, Journal of
 *     Pharmacokinetics and Biopharmaceutics 15 (1987), 657-680)
 */
public record PairedAnalysis(
        TestMethod test, double p, @Nullable Double pError, IntervalEstimate interval, double pEquivalence) {

    private static final double LEVEL = 0.05;
    private static final double SAME = 1e-9;
    /** Keeps the flips' random numbers apart from the bootstrap's. */
    private static final long FLIPS = 1;

    public PairedAnalysis {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(interval, "interval");
    }

    /**
     * Compares two modes.
     *
     * @param a at least one example
     * @param b the same examples in the same order, with the same clusters
     * @param margin smallest difference that matters, 0 to 1
     * @param seed of all that is drawn at random
     */
    public static PairedAnalysis of(ScoreTable a, ScoreTable b, double margin, long seed) {
        return of(a, b, margin, seed, Bootstrap.RESAMPLES);
    }

    static PairedAnalysis of(ScoreTable a, ScoreTable b, double margin, long seed, int resamples) {
        boolean oneAdapter = a.adapters() == 1 && b.adapters() == 1;
        Clusters clusters = a.clusters();
        if (oneAdapter && !clusters.areThere() && a.isZeroOne() && b.isZeroOne()) {
            return ofRightAndWrong(PairedTable.of(a.means(), b.means()), margin);
        }
        double[] sums = differences(a, b);
        SignFlipTest flips = SignFlipTest.of(sums, new RandomStream(seed + FLIPS), resamples - 1);
        int above = count(sums, 1);
        int below = count(sums, -1);
        if (above + below < UnseenBound.FEW) {
            return bounded(
                    clusters,
                    flips,
                    UnseenBound.of(sums.length, above, below),
                    UnseenBound.equivalence(sums.length, above, below, margin));
        }
        double difference = Arrays.stream(sums).sum() / clusters.examples();
        VarianceComponents components = VarianceComponents.ofDifference(a, b);
        if (components.halfWidth(LEVEL) < SAME) {
            return bounded(clusters, flips, UnseenBound.ofSame(sums.length, difference), 1);
        }
        if (!oneAdapter) {
            return crossed(difference, components, flips, margin);
        }
        Bootstrap bootstrap = Bootstrap.ofMean(sums, clusters, new RandomStream(seed), resamples);
        double equivalence = Math.max(
                Math.max(bootstrap.pAtMost(-margin), 1 - bootstrap.pAtMost(margin)),
                components.equivalence(difference, margin));
        return new PairedAnalysis(permutation(clusters), flips.p(), flips.error(), bootstrap.interval(), equivalence);
    }

    /** By cluster, the sum of the examples' differences; what is not 0 by rounding only is 0. */
    private static double[] differences(ScoreTable a, ScoreTable b) {
        double[] differences = a.means();
        double[] other = b.means();
        for (int i = 0; i < other.length; i++) {
            differences[i] -= other[i];
        }
        return Arrays.stream(a.clusters().sums(differences))
                .map(sum -> Math.abs(sum) < SAME ? 0 : sum)
                .toArray();
    }

    private static TestMethod permutation(Clusters clusters) {
        return clusters.areThere() ? TestMethod.CLUSTER_PERMUTATION : TestMethod.PERMUTATION;
    }

    private static PairedAnalysis bounded(
            Clusters clusters, SignFlipTest flips, Interval interval, double equivalence) {
        IntervalEstimate bound = new IntervalEstimate(interval, IntervalMethod.BOUND, null);
        return new PairedAnalysis(permutation(clusters), flips.p(), flips.error(), bound, equivalence);
    }

    private static PairedAnalysis ofRightAndWrong(PairedTable table, double margin) {
        MatchedPairs pairs = new MatchedPairs(table.n(), table.aOnly(), table.bOnly());
        return new PairedAnalysis(
                TestMethod.MCNEMAR,
                McNemarTest.pValue(table),
                null,
                new IntervalEstimate(pairs.interval(), IntervalMethod.MATCHED_PAIRS, null),
                pairs.equivalence(margin));
    }

    private static PairedAnalysis crossed(
            double difference, VarianceComponents components, SignFlipTest flips, double margin) {
        double half = components.halfWidth(LEVEL);
        double p = components.pValue(difference);
        return new PairedAnalysis(
                TestMethod.CROSSED,
                Math.max(p, flips.p()),
                flips.p() > p ? flips.error() : null,
                new IntervalEstimate(
                        new Interval(Math.max(-1, difference - half), Math.min(1, difference + half)),
                        IntervalMethod.CROSSED,
                        null),
                components.equivalence(difference, margin));
    }

    private static int count(double[] sums, int sign) {
        return (int) Arrays.stream(sums).filter(sum -> Math.signum(sum) == sign).count();
    }
}
