package org.adaptationlab.statistics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The smallest difference of two rates that the exact McNemar test finds in 80 of 100 runs, planned from the number of
 * examples and an assumed discordance: the share of examples that exactly one of the two modes has right. Where the difference
 * is larger than that, as many examples must differ, and all of them in favour of one mode. It is no
 * result and does not use the observed discordance: power computed from the data tested only says p once more (J. M. Hoenig,
 * D. M. Heisey, The abuse of power, The American Statistician 55 (2001), 19-24).
 *
 * <p>Power is exact: over the binomial number of discordant pairs, the binomial chance that the test rejects. Scores
 * between 0 and 1 vary less than right and wrong, so they need no more examples. With clusters, count clusters. What
 * several adapters differ by comes on top, and no plan knows it.
 */
public final class MinimumDetectableEffect {

    /**
     * The share of examples assumed to differ. Two modes that are right on 20 and on 30 % of the examples independently of
     * each other differ on 38 %; two that are right on mostly the same ones differ on 10 to 20 %.
     */
    public static final double ASSUMED_DISCORDANCE = 0.30;

    static final double POWER = 0.80;

    private static final double NEGLIGIBLE = 1e-12;
    private static final double PRECISION = 1e-9;

    private MinimumDetectableEffect() {}

    /**
     * The effect; empty where there are so few examples that none is found, not even if one mode has all right and the
     * other none.
     *
     * @param n examples, or clusters of them
     * @param discordance above 0, at most 1
     * @param level of the test; with several comparisons, the share of each
     */
    public static OptionalDouble of(int n, double discordance, Level level) {
        DoubleUnaryOperator missing = difference -> power(n, discordance, difference, level) - POWER;
        if (n < 1 || missing.applyAsDouble(1) < 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(new BrentSolver(PRECISION, PRECISION, PRECISION).findRoot(missing, 0, 1));
    }

    /** Chance that the test finds a difference of this size. */
    static double power(int n, double discordance, double difference, Level level) {
        double share = Math.max(discordance, difference);
        BinomialDistribution discordant = BinomialDistribution.of(n, share);
        double favour = Math.min(1, (1 + difference / share) / 2);
        int from = discordant.inverseCumulativeProbability(NEGLIGIBLE);
        int to = discordant.inverseSurvivalProbability(NEGLIGIBLE);
        double power = 0;
        for (int pairs = Math.max(1, from); pairs <= to; pairs++) {
            int weakest = weakest(pairs, level);
            if (weakest >= 0) {
                BinomialDistribution favoured = BinomialDistribution.of(pairs, favour);
                power += discordant.probability(pairs)
                        * (favoured.cumulativeProbability(weakest) + favoured.survivalProbability(pairs - weakest - 1));
            }
        }
        return power;
    }

    /** How many of the discordant pairs may favour the weaker mode if the test is to reject; -1: not even none. */
    private static int weakest(int pairs, Level level) {
        BinomialDistribution chance = BinomialDistribution.of(pairs, 0.5);
        int weakest = chance.inverseCumulativeProbability(level.tail());
        return level.rejects(2 * chance.cumulativeProbability(weakest)) ? weakest : weakest - 1;
    }
}
