package org.adaptationlab.measure;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What is certain of a mean difference where too few units (examples, or clusters of them) differ to resample them. A
 * difference is at most a whole point, so the mean can't be above the share of units where a may be better, nor below
 * that where b may be, both by the exact binomial (Clopper-Pearson) limit. It always holds 0, as no test at 5 % finds a
 * difference where fewer than {@value #FEW} units differ; and it is never of no width, so that "all agree" is not
 * mistaken for certainty.
 *
 * <p>Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26 (1934), 404-413; with nothing seen it is the rule of three.
 */
final class UnseenBound {

    /** Fewer units than this can't give a two-sided sign test below 0.05: 2 / 2^5 = 0.0625. */
    static final int FEW = 6;

    private static final double TAIL = 0.025;

    private UnseenBound() {}

    /**
     * The 95 % interval.
     *
     * @param units 1 or more
     * @param above units where a is better
     * @param below units where b is better
     */
    static Interval of(int units, int above, int below) {
        return new Interval(-highestShare(units, below), highestShare(units, above));
    }

    /** p value of the claim that the mean lies between {@code -margin} and {@code margin}. */
    static double equivalence(int units, int above, int below, double margin) {
        BinomialDistribution most = BinomialDistribution.of(units, Math.min(1, margin));
        return most.cumulativeProbability(Math.max(above, below));
    }

    /** The 95 % interval where all units differ by the same: what else there may be was not seen in any of them. */
    static Interval ofSame(int units, double difference) {
        double unseen = highestShare(units, 0);
        double seen = (1 - unseen) * difference;
        return new Interval(seen - unseen, seen + unseen);
    }

    private static double highestShare(int units, int seen) {
        return seen == units ? 1 : BetaDistribution.of(seen + 1.0, units - seen).inverseSurvivalProbability(TAIL);
    }
}
