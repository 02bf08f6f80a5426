package org.adaptationlab.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.adaptationlab.measure.Interval;
import org.adaptationlab.measure.McNemarTest;
import org.adaptationlab.measure.PairedTable;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Contender less baseline on the same examples, with its interval.
 *
 * <p>Source of the interval: A. Agresti, Y. Min, Simple improved confidence intervals for comparing matched proportions,
 * Statistics in Medicine 24 (2005), 729-740: the normal interval after half an example was added to each of the four
 * cells; here for scores between 0 and 1 too, as one pair without difference and half a pair for each way. Unlike a
 * bootstrap it keeps its level where few examples differ, and is never of no width. It is for all modes of a
 * comparison together (Bonferroni), so that a gate on many modes falls by chance no more often than one on a single
 * mode.
 *
 * @param standardError of the mean difference, after the same correction
 * @param z quantile of the normal distribution the interval was made with
 */
record PairedDifference(PairedTable pairs, Interval interval, double standardError, double z) {

    private static final double TAIL = 0.025;
    private static final double POWER = 0.8;
    private static final double ADDED = 2;
    private static final int RESAMPLES = 9_999;
    private static final int MOST_RESAMPLED = 2_000;
    private static final long SEED = 20_260_301;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * Pairs the scores.
     *
     * @param baseline mean score of each example, at least one
     * @param contender the same examples in the same order
     * @param family modes that are compared together, at least one
     */
    static PairedDifference of(double[] baseline, double[] contender, int family) {
        double sum = 0;
        double squares = 1;
        for (int i = 0; i < baseline.length; i++) {
            double difference = contender[i] - baseline[i];
            sum += difference;
            squares += difference * difference;
        }
        double n = baseline.length + ADDED;
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / n);
        double z = quantile(family);
        return new PairedDifference(
                PairedTable.of(contender, baseline),
                new Interval(Math.max(-1, mean - z * error), Math.min(1, mean + z * error)),
                error,
                z);
    }

    /** The drop, as a positive share, that would fall out of its interval in 80 of 100 runs. */
    double detectableDrop() {
        return detectable(standardError, z);
    }

    /**
     * The same, planned before a run.
     *
     * @param discordance share of examples that are right on one side only
     */
    static double detectableDrop(int n, double discordance, int family) {
        return detectable(Math.sqrt(discordance / n), quantile(family));
    }

    /** The two-sided p value of no difference: exact McNemar where scores are single 0 or 1, else by flipping signs. */
    static double pValue(PairedScores scores) {
        return scores.binary()
                ? McNemarTest.pValue(PairedTable.of(scores.contender(), scores.baseline()))
                : signFlip(scores.baseline(), scores.contender());
    }

    /**
     * A paired permutation test. Source: R. A. Fisher, The Design of Experiments (1935), section 21, with the count of
     * B. Phipson, G. K. Smyth, Permutation p-values should never be zero, SAGMB 9 (2010), article 39; the normal limit
     * where many examples differ.
     */
    private static double signFlip(double[] baseline, double[] contender) {
        double[] differences = new double[baseline.length];
        Arrays.setAll(differences, i -> contender[i] - baseline[i]);
        double[] differing =
                Arrays.stream(differences).filter(value -> value != 0).toArray();
        double observed = Math.abs(Arrays.stream(differing).sum());
        if (differing.length > MOST_RESAMPLED) {
            double spread = Math.sqrt(
                    Arrays.stream(differing).map(value -> value * value).sum());
            return 2 * NORMAL.survivalProbability(observed / spread);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int asFar = 1;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            double sum = 0;
            for (double value : differing) {
                sum += random.nextBoolean() ? value : -value;
            }
            // sums that are equal but for rounding are as far
            asFar += Math.abs(sum) >= observed - 1e-9 ? 1 : 0;
        }
        return asFar / (RESAMPLES + 1.0);
    }

    private static double detectable(double standardError, double z) {
        return (z + NORMAL.inverseCumulativeProbability(POWER)) * standardError;
    }

    private static double quantile(int family) {
        return NORMAL.inverseSurvivalProbability(TAIL / family);
    }
}
