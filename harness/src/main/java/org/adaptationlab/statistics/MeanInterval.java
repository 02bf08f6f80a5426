package org.adaptationlab.statistics;

import java.util.Arrays;

/**
 * The 95 % interval of a mode's mean score. {@link WilsonInterval} where calls are right or wrong; {@link Bootstrap} where
 * scores lie between; for several adapters, and for right and wrong in clusters, Wilson's with the effective number of
 * examples: as many independent ones as would give an interval as wide as {@link VarianceComponents} ask for, so that
 * it stays within 0 and 1 and never shrinks to nothing.
 *
 * <p>Source of the effective number: E. L. Korn, B. I. Graubard, Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data, Survey Methodology 24 (1998), 193-201; with Wilson's interval as in
 * N. Dean, M. Pagano, Journal of Survey Statistics and Methodology 3 (2015), 484-503.
 */
public final class MeanInterval {

    private static final double LEVEL = 0.05;
    /** Square of the 97.5 % quantile of the standard normal distribution. */
    private static final double Z_SQUARE = 1.959963984540054 * 1.959963984540054;

    private MeanInterval() {}

    /**
     * The interval of the mean of all scores.
     *
     * @param scores of at least one example
     * @param rightOrWrong whether each call was either; the scores, means over repetitions, may lie between even then
     * @param seed of what is drawn at random
     */
    public static IntervalEstimate of(ScoreTable scores, boolean rightOrWrong, long seed) {
        double[] means = scores.means();
        Clusters clusters = scores.clusters();
        double mean = Math.min(1, Arrays.stream(means).average().orElse(0));
        boolean simple = scores.adapters() == 1 && !clusters.areThere();
        boolean vary = Arrays.stream(means).distinct().count() > 1;
        if (simple && (rightOrWrong || !vary)) {
            return wilson(mean, means.length, IntervalMethod.WILSON);
        }
        if (scores.adapters() == 1 && !rightOrWrong && vary && clusters.count() > 1) {
            return Bootstrap.ofMean(clusters.sums(means), clusters, new RandomStream(seed), Bootstrap.RESAMPLES)
                    .interval();
        }
        return wilson(mean, effective(scores, mean, rightOrWrong), IntervalMethod.WILSON_EFFECTIVE);
    }

    private static double effective(ScoreTable scores, double mean, boolean rightOrWrong) {
        int units = scores.clusters().count();
        double half = units > 1 ? VarianceComponents.ofMean(scores).halfWidth(LEVEL) : 0;
        if (half < 1e-9) {
            return units; // nothing varies: what is known is how many were asked
        }
        double effective = Z_SQUARE * mean * (1 - mean) / (half * half);
        return rightOrWrong ? Math.min(effective, scores.clusters().examples()) : effective;
    }

    private static IntervalEstimate wilson(double mean, double n, IntervalMethod method) {
        return new IntervalEstimate(WilsonInterval.of(Math.min(n, mean * n), n), method, null);
    }
}
