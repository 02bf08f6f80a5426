package org.adaptationlab.statistics;

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
 *   <li>in the last two, so few units that differ that no test can find a difference (fewer than six, at 0.05): {@link
 *       SignFlipTest} and {@link UnseenBound};
 *   <li>one adapter each and more than {@value #MANY} units: Student's t, to which the others come arbitrarily near.
 * </ul>
 *
 * <p>With one adapter, the statement is about that adapter and not about others that the same training would give.
 *
 * @param p two-sided p value of "no difference"
 * @param pError Monte-Carlo standard error of {@code p}, null where it is exact
 * @param interval of the mean of a less that of b, 95 % where no other level was asked for
 * @param pEquivalence of "they differ by the margin or more", from two one-sided tests (D. J. Schuirmann, Journal of
 *     Pharmacokinetics and Biopharmaceutics 15 (1987), 657-680)
 */
public record PairedAnalysis(
        TestMethod test, double p, @Nullable Double pError, IntervalEstimate interval, double pEquivalence) {

    /** Above this, resampling takes seconds and says what the normal distribution says. */
    static final int MANY = 5_000;

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
        return of(a, b, margin, seed, MinimumDetectableEffect.LEVEL);
    }

    /**
     * The same with another interval.
     *
     * @param level chance that the interval misses the truth, on both sides together: 0.05 divided by the number of
     *     comparisons where it is to hold for all of them (Bonferroni)
     */
    public static PairedAnalysis of(ScoreTable a, ScoreTable b, double margin, long seed, double level) {
        return of(a, b, margin, seed, level, Bootstrap.RESAMPLES);
    }

    static PairedAnalysis of(ScoreTable a, ScoreTable b, double margin, long seed, double level, int resamples) {
        boolean oneAdapter = a.adapters() == 1 && b.adapters() == 1;
        Clusters clusters = a.clusters();
        if (oneAdapter && !clusters.areThere() && a.isZeroOne() && b.isZeroOne()) {
            return ofRightAndWrong(PairedTable.of(a.means(), b.means()), margin, level);
        }
        double[] sums = differences(a, b);
        int above = count(sums, 1);
        int below = count(sums, -1);
        double difference = Arrays.stream(sums).sum() / clusters.examples();
        boolean few = UnseenBound.isFew(above + below, level);
        if (oneAdapter && !few && sums.length > MANY) {
            return student(difference, VarianceComponents.ofDifference(a, b), margin, level);
        }
        SignFlipTest flips = SignFlipTest.of(sums, new RandomStream(seed + FLIPS), resamples - 1);
        if (few) {
            return bounded(
                    clusters,
                    flips,
                    UnseenBound.of(sums.length, above, below, level),
                    UnseenBound.equivalence(sums.length, above, below, margin));
        }
        VarianceComponents components = VarianceComponents.ofDifference(a, b);
        if (components.halfWidth(level) < SAME) {
            return bounded(clusters, flips, UnseenBound.ofSame(sums.length, difference, level), 1);
        }
        if (!oneAdapter) {
            return crossed(difference, components, flips, margin, level);
        }
        Bootstrap bootstrap = Bootstrap.ofMean(sums, clusters, new RandomStream(seed), resamples);
        double equivalence = Math.max(
                Math.max(bootstrap.pAtMost(-margin), 1 - bootstrap.pAtMost(margin)),
                components.equivalence(difference, margin));
        return new PairedAnalysis(
                permutation(clusters), flips.p(), flips.error(), bootstrap.interval(level), equivalence);
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

    private static PairedAnalysis ofRightAndWrong(PairedTable table, double margin, double level) {
        MatchedPairs pairs = new MatchedPairs(table.n(), table.aOnly(), table.bOnly());
        return new PairedAnalysis(
                TestMethod.MCNEMAR,
                McNemarTest.pValue(table),
                null,
                new IntervalEstimate(pairs.interval(level), IntervalMethod.MATCHED_PAIRS, null),
                pairs.equivalence(margin));
    }

    private static PairedAnalysis crossed(
            double difference, VarianceComponents components, SignFlipTest flips, double margin, double level) {
        double p = components.pValue(difference);
        return new PairedAnalysis(
                TestMethod.CROSSED,
                Math.max(p, flips.p()),
                flips.p() > p ? flips.error() : null,
                around(difference, components.halfWidth(level), IntervalMethod.CROSSED),
                components.equivalence(difference, margin));
    }

    private static PairedAnalysis student(
            double difference, VarianceComponents components, double margin, double level) {
        return new PairedAnalysis(
                TestMethod.STUDENT,
                components.pValue(difference),
                null,
                around(difference, components.halfWidth(level), IntervalMethod.STUDENT),
                components.equivalence(difference, margin));
    }

    private static IntervalEstimate around(double difference, double half, IntervalMethod method) {
        return new IntervalEstimate(
                new Interval(Math.max(-1, difference - half), Math.min(1, difference + half)), method, null);
    }

    private static int count(double[] sums, int sign) {
        return (int) Arrays.stream(sums).filter(sum -> Math.signum(sum) == sign).count();
    }
}
