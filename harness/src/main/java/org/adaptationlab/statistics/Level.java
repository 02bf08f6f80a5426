package org.adaptationlab.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The chance of a false alarm that a test may have, and with which its interval misses the truth, on both sides together.
 *
 * @param alpha above 0 and below 1
 */
public record Level(double alpha) {

    /** The level of all that is tested and of every 95 % interval. */
    public static final Level FIVE_PERCENT = new Level(0.05);

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public Level {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a level is above 0 and below 1, not " + alpha);
        }
    }

    /** The share of each of so many comparisons (1 or more), so that the level holds for all together (Bonferroni). */
    public Level sharedBy(int comparisons) {
        return new Level(alpha / comparisons);
    }

    /** The chance on one side. */
    public double tail() {
        return alpha / 2;
    }

    /** Whether a p value is small enough. */
    public boolean rejects(double p) {
        return p < alpha;
    }

    /** Standard errors to either side, where they are normal: 1.96 at 5 %. */
    double z() {
        return NORMAL.inverseSurvivalProbability(tail());
    }
}
