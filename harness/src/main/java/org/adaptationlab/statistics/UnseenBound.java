package org.adaptationlab.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What is certain of a mean difference where too few units (examples, or clusters of them) differ to resample them. A
 * difference is at most a whole point, so the mean can't be above the share of units where a may be better, nor below
 * that where b may be, both by the exact binomial (Clopper-Pearson) limit. A cluster counts in the mean by its examples:
 * where clusters differ in size, each that differs might be as large as the largest, and both limits are that many times
 * further out, at most a whole point. The bound always holds 0, as no test finds a difference where {@link #isFew} units
 * differ; it holds the mean that was found; and it is never of no width, so that "all agree" is not mistaken for
 * certainty.
 *
 * <p>Source: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26 (1934), 404-413; with nothing seen it is the rule of three.
 */
final class UnseenBound {

    private UnseenBound() {}

    /** Whether a two-sided sign test can't get below the level: at 0.05 with five, for 2 / 2^5 = 0.0625. */
    static boolean isFew(int differing, Level level) {
        return !level.rejects(Math.scalb(2.0, -differing));
    }

    /**
     * The interval at a level.
     *
     * @param clusters the units
     * @param above units where a is better
     * @param below units where b is better
     */
    static Interval of(Clusters clusters, int above, int below, Level level) {
        return new Interval(-most(clusters, below, level), most(clusters, above, level));
    }

    /** p value of the claim that the mean lies between {@code -margin} and {@code margin}. */
    static double equivalence(Clusters clusters, int above, int below, double margin) {
        BinomialDistribution most = BinomialDistribution.of(clusters.count(), Math.min(1, margin / clusters.largest()));
        return most.cumulativeProbability(Math.max(above, below));
    }

    /** The interval where all units differ by the same: what else there may be was not seen in any of them. */
    static Interval ofSame(Clusters clusters, double difference, Level level) {
        double unseen = most(clusters, 0, level);
        double seen = (1 - unseen) * difference;
        return new Interval(seen - unseen, seen + unseen);
    }

    /** The share of the examples, at most, that lie in units of which so many were seen. */
    private static double most(Clusters clusters, int seen, Level level) {
        int units = clusters.count();
        double share = seen == units
                ? 1
                : BetaDistribution.of(seen + 1.0, units - seen).inverseSurvivalProbability(level.tail());
        return Math.min(1, share * clusters.largest());
    }
}
