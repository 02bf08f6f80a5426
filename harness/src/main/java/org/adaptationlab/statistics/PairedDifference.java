package org.adaptationlab.statistics;

import java.util.Arrays;

/** Two modes' scores of the same examples, and each way to test their difference, for one margin and level. */
final class PairedDifference {

    /** Above this, resampling takes seconds and says what the normal distribution says. */
    static final int MANY = 5_000;

    /** So many units must differ before their mean is as good as normal, however many others do not. */
    static final int MANY_THAT_DIFFER = 50;

    /** Keeps the flips' random numbers apart from the bootstrap's. */
    private static final long FLIPS = 1;

    private final ScoreTable a;
    private final ScoreTable b;
    private final Asked asked;
    private final Clusters clusters;
    /** By cluster, the sum of the examples' differences; what is not 0 by rounding only is 0. */
    private final double[] sums;

    private final double difference;

    /**
     * What is asked.
     *
     * @param margin smallest difference that matters, 0 to 1
     * @param seed of all that is drawn at random
     * @param resamples of the bootstrap, and one more than the sign patterns drawn
     */
    record Asked(double margin, Level level, long seed, int resamples) {}

    /** The same examples in the same order, at least one, with the same clusters. */
    PairedDifference(ScoreTable a, ScoreTable b, Asked asked) {
        this.a = a;
        this.b = b;
        this.asked = asked;
        this.clusters = a.clusters();
        double[] differences = a.means();
        double[] other = b.means();
        if (differences.length != other.length) {
            throw new IllegalArgumentException(differences.length + " examples against " + other.length
                    + "; only scores of the same examples can be compared");
        }
        Arrays.setAll(differences, i -> differences[i] - other[i]);
        this.sums = clusters.sums(differences);
        Arrays.setAll(sums, unit -> Math.abs(sums[unit]) <= ScoreTable.ROUNDING * clusters.size(unit) ? 0 : sums[unit]);
        this.difference = Arrays.stream(sums).sum() / clusters.examples();
    }

    boolean isRightOrWrong() {
        return a.isZeroOne() && b.isZeroOne();
    }

    /** So few units differ that no test can find a difference. */
    boolean areFew() {
        return UnseenBound.isFew(above() + below(), asked.level());
    }

    /** So many units differ that their mean is normal. */
    boolean areMany() {
        return sums.length > MANY && above() + below() > MANY_THAT_DIFFER;
    }

    PairedAnalysis byMatchedPairs() {
        MatchedPairs pairs = MatchedPairs.of(PairedTable.of(a.means(), b.means()));
        return new PairedAnalysis(
                TestMethod.MCNEMAR,
                pairs.p(),
                null,
                new IntervalEstimate(pairs.interval(asked.level()), IntervalMethod.MATCHED_PAIRS, null),
                pairs.equivalence(asked.margin()));
    }

    PairedAnalysis byBound() {
        return bounded(
                UnseenBound.of(clusters, above(), below(), asked.level()),
                UnseenBound.equivalence(clusters, above(), below(), asked.margin()));
    }

    /** Units of equal size. */
    PairedAnalysis byResampling() {
        VarianceComponents components = VarianceComponents.ofDifference(a, b);
        if (components.halfWidth(asked.level()) < ScoreTable.ROUNDING) {
            return allTheSame();
        }
        // Of very many units of which few differ, some that do not are left out: how many that do are drawn stays as
        // good as
        // the same, and the mean is that many times larger.
        double[] drawn = Arrays.stream(sums).filter(sum -> sum != 0).toArray();
        drawn = Arrays.copyOf(drawn, Math.max(drawn.length, Math.min(MANY, sums.length)));
        double scale = (double) drawn.length / clusters.examples();
        Bootstrap bootstrap = Bootstrap.ofMean(drawn, new RandomStream(asked.seed()), asked.resamples());
        double equivalence = Math.max(
                Math.max(bootstrap.pAtMost(-asked.margin() / scale), 1 - bootstrap.pAtMost(asked.margin() / scale)),
                components.equivalence(difference, asked.margin()));
        SignFlipTest flips = flips();
        IntervalEstimate found = bootstrap.interval(asked.level());
        Interval scaled =
                new Interval(found.interval().low() * scale, found.interval().high() * scale);
        return new PairedAnalysis(
                permutation(),
                flips.p(),
                flips.error(),
                new IntervalEstimate(
                        scaled.joined(around(components)),
                        found.method(),
                        found.error() == null ? null : found.error() * scale),
                equivalence);
    }

    /** By Student's t of {@link VarianceComponents}; p is never below that of the examples alone where they are tested. */
    PairedAnalysis byVariance(TestMethod test, IntervalMethod interval) {
        VarianceComponents components = VarianceComponents.ofDifference(a, b);
        if (components.halfWidth(asked.level()) < ScoreTable.ROUNDING) {
            return allTheSame();
        }
        double p = components.pValue(difference);
        SignFlipTest flips = areMany() ? new SignFlipTest(p, null) : flips();
        return new PairedAnalysis(
                test,
                Math.max(p, flips.p()),
                flips.p() > p ? flips.error() : null,
                new IntervalEstimate(around(components), interval, null),
                components.equivalence(difference, asked.margin()));
    }

    private PairedAnalysis allTheSame() {
        return bounded(UnseenBound.ofSame(clusters, difference, asked.level()), 1);
    }

    private PairedAnalysis bounded(Interval interval, double equivalence) {
        SignFlipTest flips = flips();
        IntervalEstimate bound = new IntervalEstimate(interval, IntervalMethod.BOUND, null);
        return new PairedAnalysis(permutation(), flips.p(), flips.error(), bound, equivalence);
    }

    private SignFlipTest flips() {
        return SignFlipTest.of(sums, new RandomStream(asked.seed() + FLIPS), asked.resamples() - 1);
    }

    private Interval around(VarianceComponents components) {
        double half = components.halfWidth(asked.level());
        return new Interval(Math.max(-1, difference - half), Math.min(1, difference + half));
    }

    private TestMethod permutation() {
        return clusters.areThere() ? TestMethod.CLUSTER_PERMUTATION : TestMethod.PERMUTATION;
    }

    private int above() {
        return (int) Arrays.stream(sums).filter(sum -> sum > 0).count();
    }

    private int below() {
        return (int) Arrays.stream(sums).filter(sum -> sum < 0).count();
    }
}
