package org.adaptationlab.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far a mean, or a difference of means, may be off, where adapters and examples are both samples: of the adapters
 * that other seeds would have given, and of the examples that might have been asked. Each source's variance has its own
 * degrees of freedom, and few seeds say little: with two, the seeds' part counts 12.7 times its standard error.
 *
 * <p>Variances are those of the two-way random-effects layout (adapter, example and their interaction; each mode's
 * adapters are its own). Limits combine them as in A. K. Banerjee, Approximate confidence interval for linear functions
 * of means of k populations when the population variances are not equal, Sankhya 22 (1960), 357-358: half-width =
 * sqrt(sum of t^2 x variance), which errs on the safe side. A bootstrap of adapters and examples at once (A. B. Owen, The
 * pigeonhole bootstrap, Annals of Applied Statistics 1 (2007), 386-411) was not taken: with 2 to 5 adapters its
 * resamples are too few and its intervals too short.
 */
public final class VarianceComponents {

    /** Logarithm of the smallest level searched, 1e-15. */
    private static final double LOWEST = Math.log(1e-15);

    private static final double PRECISION = 1e-12;

    private final List<Component> components;

    /** One source: variance of the mean due to it, and what that estimate rests on. */
    private record Component(double variance, int degreesOfFreedom) {}

    private VarianceComponents(List<Component> components) {
        this.components = List.copyOf(components);
    }

    /** Of the mean score of a mode. Needs two clusters or more. */
    public static VarianceComponents ofMean(ScoreTable scores) {
        List<Component> components = new ArrayList<>();
        double interaction = addAdapters(scores, components);
        return of(scores.means(), scores.clusters(), interaction, components);
    }

    /** Of the mean difference of two modes, asked the same examples in the same order. Needs two clusters or more. */
    public static VarianceComponents ofDifference(ScoreTable a, ScoreTable b) {
        List<Component> components = new ArrayList<>();
        double interaction = addAdapters(a, components) + addAdapters(b, components);
        double[] differences = a.means();
        double[] other = b.means();
        for (int i = 0; i < other.length; i++) {
            differences[i] -= other[i];
        }
        return of(differences, a.clusters(), interaction, components);
    }

    /** Half the width of the interval that misses the truth with this chance, on both sides together. */
    public double halfWidth(double level) {
        return Math.sqrt(components.stream()
                .mapToDouble(component -> {
                    double t = TDistribution.of(component.degreesOfFreedom()).inverseSurvivalProbability(level / 2);
                    return t * t * component.variance();
                })
                .sum());
    }

    /** Two-sided p value of a difference: the level at which the interval just reaches 0. */
    public double pValue(double difference) {
        double distance = Math.abs(difference);
        DoubleUnaryOperator excess = logLevel -> halfWidth(Math.exp(logLevel)) - distance;
        if (distance == 0 || excess.applyAsDouble(LOWEST) <= 0) {
            return distance == 0 ? 1 : Math.exp(LOWEST);
        }
        return Math.exp(new BrentSolver(PRECISION, PRECISION, 0).findRoot(excess, LOWEST, 0));
    }

    /** p value of the claim that the truth lies between {@code -margin} and {@code margin}. */
    public double equivalence(double difference, double margin) {
        double inside = margin - Math.abs(difference);
        double p = pValue(inside) / 2;
        return inside > 0 ? p : 1 - p;
    }

    private static VarianceComponents of(
            double[] values, Clusters clusters, double interaction, List<Component> components) {
        double examples = varianceOfMean(deviations(values, clusters));
        components.add(new Component(Math.max(0, examples - interaction), clusters.count() - 1));
        return new VarianceComponents(components);
    }

    /** Adds the adapters' component; gives what their interaction with the examples is in the variance of the means. */
    private static double addAdapters(ScoreTable scores, List<Component> components) {
        int adapters = scores.adapters();
        if (adapters == 1) {
            return 0;
        }
        double[] means = new double[adapters];
        double[] overall = deviations(scores.means(), scores.clusters());
        double squares = 0;
        for (int adapter = 0; adapter < adapters; adapter++) {
            means[adapter] = Arrays.stream(scores.scores(adapter)).average().orElse(0);
            double[] own = deviations(scores.scores(adapter), scores.clusters());
            for (int unit = 0; unit < own.length; unit++) {
                squares += Math.pow(own[unit] - overall[unit], 2);
            }
        }
        components.add(new Component(varianceOfMean(means), adapters - 1));
        int units = overall.length;
        return squares / ((adapters - 1.0) * (units - 1.0)) / ((double) adapters * units);
    }

    /** By cluster: how much it moves the mean, scaled so that the mean of all is 0 and a single example counts as it is. */
    private static double[] deviations(double[] values, Clusters clusters) {
        double mean = Arrays.stream(values).average().orElse(0);
        double scale = (double) clusters.count() / clusters.examples();
        double[] sums = clusters.sums(values);
        for (int cluster = 0; cluster < sums.length; cluster++) {
            sums[cluster] = (sums[cluster] - mean * clusters.size(cluster)) * scale;
        }
        return sums;
    }

    private static double varianceOfMean(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return squares / (values.length - 1.0) / values.length;
    }
}
