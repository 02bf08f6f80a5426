package org.adaptationlab.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The smallest difference of two rates that the exact McNemar test finds in 80 of 100 runs, planned from the number of
 * examples and an assumed discordance: the share of examples that exactly one of the two modes has right. It is no
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

    /** The level of the tests, to be shared by those of a family. */
    public static final double LEVEL = 0.05;

    static final double POWER = 0.80;

    private static final double NEGLIGIBLE = 1e-12;
    private static final double PRECISION = 1e-9;

    private MinimumDetectableEffect() {}

    /**
     * The effect; empty where even all discordant examples in favour of one mode would not be enough.
     *
     * @param n examples, or clusters of them
     * @param discordance above 0, at most 1
     * @param level of the test; with several comparisons, 0.05 divided by their number
     */
    public static OptionalDouble of(int n, double discordance, double level) {
        if (n < 1 || power(n, discordance, discordance, level) < POWER) {
            return OptionalDouble.empty();
        }
        int[] weakest = weakest(n, level);
        double low = 0;
        double high = discordance;
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (power(n, discordance, middle, weakest) < POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalDouble.of(high);
    }

    /** Chance that the test finds a difference of this size. */
    static double power(int n, double discordance, double difference, double level) {
        return power(n, discordance, difference, weakest(n, level));
    }

    private static double power(int n, double discordance, double difference, int[] weakest) {
        BinomialDistribution discordant = BinomialDistribution.of(n, discordance);
        double favour = Math.min(1, (1 + difference / discordance) / 2);
        int from = discordant.inverseCumulativeProbability(NEGLIGIBLE);
        int to = discordant.inverseSurvivalProbability(NEGLIGIBLE);
        double power = 0;
        for (int pairs = Math.max(1, from); pairs <= to; pairs++) {
            if (weakest[pairs] >= 0) {
                BinomialDistribution favoured = BinomialDistribution.of(pairs, favour);
                power += discordant.probability(pairs)
                        * (favoured.cumulativeProbability(weakest[pairs])
                                + favoured.survivalProbability(pairs - weakest[pairs] - 1));
            }
        }
        return power;
    }

    /** For each number of discordant pairs, how many may favour the weaker mode if the test is to reject; -1: none. */
    private static int[] weakest(int n, double level) {
        int[] weakest = new int[n + 1];
        Arrays.fill(weakest, -1);
        for (int pairs = 1; pairs <= n; pairs++) {
            BinomialDistribution chance = BinomialDistribution.of(pairs, 0.5);
            int count = weakest[pairs - 1];
            // one more pair lets at most one more be weak
            weakest[pairs] = 2 * chance.cumulativeProbability(count + 1) < level ? count + 1 : count;
        }
        return weakest;
    }
}
