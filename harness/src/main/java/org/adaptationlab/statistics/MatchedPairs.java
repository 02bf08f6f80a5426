package org.adaptationlab.statistics;

import java.util.stream.DoubleStream;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What pairs of right and wrong say of the difference of two rates. The interval agrees with the exact McNemar
 * test: it leaves out 0 exactly where that test's p is below the level. Exact also where few pairs or none differ (of 120 pairs without
 * any difference: 3 points to either side).
 *
 * <p>The difference is (share of pairs that differ) x (2 x share of those that favour a - 1). Both shares have the
 * confidence distributions of Clopper and Pearson, the first whichever makes the product more extreme; the limit is the
 * quantile of their product. Source: M. P. Fay, K. Lumbard, Confidence intervals for difference in proportions for
 * matched pairs compatible with exact McNemar's or sign tests, Statistics in Medicine 40 (2021), 1147-1159.
 *
 * <p>Source of the test: Q. McNemar, Note on the sampling error of the difference between correlated proportions or
 * percentages, Psychometrika 12 (1947), 153-157; exact form: two-sided binomial test of the pairs that differ at one half.
 *
 * <p>Used for equivalence, too (two one-sided tests): of the methods tried, that of T. Tango (Statistics in Medicine 17
 * (1998), 891-908) finds equivalence somewhat more often, but exceeds its level (0.0575 for 0.05 at n = 120 with 5 % of
 * answers differing), and this one keeps it.
 */
public final class MatchedPairs {

    private static final double NEGLIGIBLE = 1e-14;
    private static final double PRECISION = 1e-11;

    private final int n;
    private final int aOnly;
    private final int bOnly;
    /** The share of pairs that differ; null where it is certainly 0 and 1, at the ends. */
    private final @Nullable BetaDistribution leastDiffer;

    private final @Nullable BetaDistribution mostDiffer;
    private final double[] leastLikely;
    private final double[] mostLikely;

    /**
     * Counts of pairs.
     *
     * @param n pairs, at least 1
     * @param aOnly pairs only a has right
     * @param bOnly pairs only b has right
     */
    public MatchedPairs(int n, int aOnly, int bOnly) {
        int differ = aOnly + bOnly;
        if (n < 1 || aOnly < 0 || bOnly < 0 || differ > n) {
            throw new IllegalArgumentException(aOnly + " and " + bOnly + " of " + n);
        }
        this.n = n;
        this.aOnly = aOnly;
        this.bOnly = bOnly;
        this.leastDiffer = differ == 0 ? null : BetaDistribution.of(differ, n - differ + 1.0);
        this.mostDiffer = differ == n ? null : BetaDistribution.of(differ + 1.0, n - differ);
        this.leastLikely = likely(leastDiffer);
        this.mostLikely = likely(mostDiffer);
    }

    /** The pairs of a table; each example has one score, right or wrong. */
    public static MatchedPairs of(PairedTable table) {
        return new MatchedPairs(table.n(), table.aOnly(), table.bOnly());
    }

    /**
     * The two-sided p value of the exact McNemar test; 1 where no pair differs.
     *
     * <p>It doubles the binomial tail, which at one half is the same as adding up all outcomes that are no likelier. The
     * {@code BinomialTest} of commons-statistics 1.2 compares those probabilities without tolerance and gives 0.041 for 5
     * against 14, where 0.064 is right.
     */
    public double p() {
        return Math.min(
                1, 2 * BinomialDistribution.of(aOnly + bOnly, 0.5).cumulativeProbability(Math.min(aOnly, bOnly)));
    }

    /** The interval of the rate of a less that of b. */
    public Interval interval(Level level) {
        return new Interval(lowerLimit(level.tail()), -swapped().lowerLimit(level.tail()));
    }

    /** p value of the claim that the difference lies between {@code -margin} and {@code margin}. */
    public double equivalence(double margin) {
        return Math.max(pAtMost(-margin), swapped().pAtMost(-margin));
    }

    /** One-sided p value of the claim that the difference is above {@code limit}. */
    double pAtMost(double limit) {
        if (limit >= 1) {
            return 1;
        }
        if (aOnly == 0) {
            return limit >= 0 ? 1 : mostDifferBy(-limit);
        }
        BetaDistribution favour = BetaDistribution.of(aOnly, bOnly + 1.0);
        double[] cuts = cuts(favour, limit);
        double p = 0;
        for (int i = 1; i < cuts.length; i++) {
            p += GaussLegendre.integral(
                    share -> favour.density(share) * productAtMost(limit, 2 * share - 1), cuts[i - 1], cuts[i]);
        }
        return Math.min(1, p);
    }

    /** Between these, the function is smooth: it bends at one half, and falls while limit / balance is a likely share. */
    private double[] cuts(BetaDistribution favour, double limit) {
        double from = favour.inverseCumulativeProbability(NEGLIGIBLE);
        double to = favour.inverseSurvivalProbability(NEGLIGIBLE);
        DoubleStream shares = limit == 0 ? DoubleStream.of(1) : DoubleStream.of(limit > 0 ? leastLikely : mostLikely);
        return DoubleStream.concat(DoubleStream.of(from, 0.5, to), shares.map(share -> (1 + limit / share) / 2))
                .filter(cut -> cut >= from && cut <= to)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The ends and the middle of where a share may be. */
    private static double[] likely(@Nullable BetaDistribution share) {
        return share == null
                ? new double[] {1}
                : new double[] {
                    share.inverseCumulativeProbability(NEGLIGIBLE),
                    share.getMean(),
                    share.inverseSurvivalProbability(NEGLIGIBLE),
                    1
                };
    }

    private double productAtMost(double limit, double balance) {
        if (balance > 0) {
            return leastDiffer == null ? 1 : leastDiffer.cumulativeProbability(limit / balance);
        }
        return mostDifferBy(limit / balance);
    }

    /** Chance, by the upper confidence distribution, that at least this share of pairs differ. */
    private double mostDifferBy(double share) {
        return mostDiffer == null ? (share <= 1 ? 1 : 0) : mostDiffer.survivalProbability(share);
    }

    private MatchedPairs swapped() {
        return new MatchedPairs(n, bOnly, aOnly);
    }

    private double lowerLimit(double tail) {
        return pAtMost(-1) >= tail
                ? -1
                : new BrentSolver(PRECISION, PRECISION, PRECISION).findRoot(limit -> pAtMost(limit) - tail, -1, 1);
    }
}
