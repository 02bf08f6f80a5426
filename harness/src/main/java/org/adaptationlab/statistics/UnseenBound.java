package org.adaptationlab.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What is certain of a mean difference where too few units (examples, or clusters of them) differ to resample them. A
 * difference is at most a whole point, so the mean can't be above the share of units where a may be better, nor below
 * that where b may be, both by the exact binomial (Clopper-Pearson) limit. It always holds 0, as no test finds a
 * difference where {@link #isFew} units differ; and it is never of no width, so that "all agree" is not mistaken for
 * certainty.
 *
 * <p>Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26 (1934), 404-413; with nothing seen it is the rule of three.
 */
final class UnseenBound {

    private UnseenBound() {}

    /** Whether a two-sided sign test can't get below the level: at 0.05 with five, for 2 / 2^5 = 0.0625. */
    static boolean isFew(int differing, double level) {
        return Math.scalb(2.0, -differing) >= level;
    }

    /**
     * The interval that misses the truth with this chance, on both sides together.
     *
     * @param units 1 or more
     * @param above units where a is better
     * @param below units where b is better
     */
    static Interval of(int units, int above, int below, double level) {
        return new Interval(-highestShare(units, below, level), highestShare(units, above, level));
    }

    /** p value of the claim that the mean lies between {@code -margin} and {@code margin}. */
    static double equivalence(int units, int above, int below, double margin) {
        BinomialDistribution most = BinomialDistribution.of(units, Math.min(1, margin));
        return most.cumulativeProbability(Math.max(above, below));
    }

    /** The interval where all units differ by the same: what else there may be was not seen in any of them. */
    static Interval ofSame(int units, double difference, double level) {
        double unseen = highestShare(units, 0, level);
        double seen = (1 - unseen) * difference;
        return new Interval(seen - unseen, seen + unseen);
    }

    private static double highestShare(int units, int seen, double level) {
        return seen == units ? 1 : BetaDistribution.of(seen + 1.0, units - seen).inverseSurvivalProbability(level / 2);
    }
}
