package org.adaptationlab.statistics;

import java.util.Objects;
import org.adaptationlab.statistics.PairedDifference.Asked;

/**
 * The scores of one mode as a sample of what it is worth, and the one place that decides which method fits which data:
 *
 * <ul>
 *   <li>right or wrong, one adapter, no clusters: {@link WilsonInterval} of the mean; against another such sample the exact
 *       McNemar test, with interval and equivalence by {@link MatchedPairs}; interval and test agree exactly;
 *   <li>scores between 0 and 1, one adapter, no clusters: the mean's interval is {@link MeanInterval}'s; differences by
 *       {@link SignFlipTest} and {@link Bootstrap}, with an interval never shorter than Student's t, and equivalence by the
 *       larger p of the two, as each alone exceeds its level for some data; Student's t alone for more than 5,000 examples
 *       of which more than 50 differ;
 *   <li>clusters of equal size: the same for the clusters; of unequal size, where a large one outweighs many and resampling
 *       them says too little: Student's t of {@link VarianceComponents}, with p never below that of {@link SignFlipTest};
 *   <li>several adapters: {@link VarianceComponents}, with p never below that of the examples alone.
 * </ul>
 *
 * <p>Where so few units (examples, or clusters) differ that no test can find a difference (fewer than six, at 0.05), all
 * but the first say what {@link UnseenBound} says. Of two samples of different kinds the one further down decides.
 */
public abstract sealed class Sample {

    private final ScoreTable table;

    private Sample(ScoreTable table) {
        this.table = Objects.requireNonNull(table, "table");
    }

    /**
     * The sample of these scores.
     *
     * @param table of at least one example
     * @param rightOrWrong whether each call was either; the scores, means over repetitions, may lie between even then
     */
    public static Sample of(ScoreTable table, boolean rightOrWrong) {
        if (table.adapters() > 1) {
            return new Crossed(table, rightOrWrong);
        }
        if (table.clusters().areThere()) {
            return new Clustered(table, rightOrWrong);
        }
        return rightOrWrong ? new RightOrWrong(table) : new Graded(table);
    }

    public ScoreTable table() {
        return table;
    }

    /** The mean over examples and adapters, 0 to 1. */
    public double mean() {
        return table.mean();
    }

    /**
     * The 95 % interval of the mean.
     *
     * @param seed of what is drawn at random; what is used now draws nothing
     */
    public abstract IntervalEstimate meanInterval(long seed);

    /**
     * The mean of this sample less that of another.
     *
     * @param other the same examples in the same order, with the same clusters
     * @param margin smallest difference that matters, 0 to 1
     * @param seed of all that is drawn at random
     * @param level of the interval; a share of it where the interval is to hold for several comparisons together
     */
    public PairedAnalysis minus(Sample other, double margin, long seed, Level level) {
        return minus(other, new Asked(margin, level, seed, Bootstrap.RESAMPLES));
    }

    PairedAnalysis minus(Sample other, Asked asked) {
        Sample deciding = other.rank() > rank() ? other : this;
        return deciding.analyse(new PairedDifference(table, other.table, asked));
    }

    /** The sample of higher rank decides how a difference is tested. */
    abstract int rank();

    abstract PairedAnalysis analyse(PairedDifference difference);

    /** Answers counted at most: each call is one where it can only be right or wrong. */
    private static double most(ScoreTable table, boolean rightOrWrong) {
        return rightOrWrong ? table.clusters().examples() : Double.POSITIVE_INFINITY;
    }

    private static final class RightOrWrong extends Sample {

        RightOrWrong(ScoreTable table) {
            super(table);
        }

        @Override
        public IntervalEstimate meanInterval(long seed) {
            return MeanInterval.ofRate(table());
        }

        @Override
        int rank() {
            return 0;
        }

        /** Means over repetitions may lie between: then they are graded. */
        @Override
        PairedAnalysis analyse(PairedDifference difference) {
            return difference.isRightOrWrong() ? difference.byMatchedPairs() : Graded.resampled(difference);
        }
    }

    private static final class Graded extends Sample {

        Graded(ScoreTable table) {
            super(table);
        }

        @Override
        public IntervalEstimate meanInterval(long seed) {
            return MeanInterval.ofMean(table(), Double.POSITIVE_INFINITY);
        }

        @Override
        int rank() {
            return 1;
        }

        /** Where all happen to be 0 or 1 in both, right and wrong is all there is. */
        @Override
        PairedAnalysis analyse(PairedDifference difference) {
            return difference.isRightOrWrong() ? difference.byMatchedPairs() : resampled(difference);
        }

        static PairedAnalysis resampled(PairedDifference difference) {
            if (difference.areFew()) {
                return difference.byBound();
            }
            return difference.areMany()
                    ? difference.byVariance(TestMethod.STUDENT, IntervalMethod.STUDENT)
                    : difference.byResampling();
        }
    }

    private static final class Clustered extends Sample {

        private final boolean rightOrWrong;

        Clustered(ScoreTable table, boolean rightOrWrong) {
            super(table);
            this.rightOrWrong = rightOrWrong;
        }

        @Override
        public IntervalEstimate meanInterval(long seed) {
            return MeanInterval.ofMean(table(), most(table(), rightOrWrong));
        }

        @Override
        int rank() {
            return 2;
        }

        @Override
        PairedAnalysis analyse(PairedDifference difference) {
            return difference.areFew() || table().clusters().areEqual()
                    ? Graded.resampled(difference)
                    : difference.byVariance(TestMethod.STUDENT, IntervalMethod.STUDENT);
        }
    }

    private static final class Crossed extends Sample {

        private final boolean rightOrWrong;

        Crossed(ScoreTable table, boolean rightOrWrong) {
            super(table);
            this.rightOrWrong = rightOrWrong;
        }

        @Override
        public IntervalEstimate meanInterval(long seed) {
            return MeanInterval.ofMean(table(), most(table(), rightOrWrong));
        }

        @Override
        int rank() {
            return 3;
        }

        @Override
        PairedAnalysis analyse(PairedDifference difference) {
            return difference.areFew()
                    ? difference.byBound()
                    : difference.byVariance(TestMethod.CROSSED, IntervalMethod.CROSSED);
        }
    }
}
