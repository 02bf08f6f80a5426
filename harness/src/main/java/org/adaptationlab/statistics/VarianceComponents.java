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
 *
 * <p>The examples' variance is that of the jackknife over clusters, and its degrees of freedom are those of a sum of
 * squares of which the large clusters have more than their share (F. E. Satterthwaite), where the examples of a cluster
 * share their fate: as many as there are clusters, less one, where all have the same size, and hardly more than one where
 * a single cluster outweighs the rest. Source: R. M. Bell, D. F. McCaffrey, Bias reduction in standard errors for linear
 * regression with multi-stage samples, Survey Methodology 28 (2002), 169-181; G. W. Imbens, M. Kolesar, Robust standard
 * errors in small samples: some practical advice, Review of Economics and Statistics 98 (2016), 701-712 (clusters).
 */
final class VarianceComponents {

    /** Logarithm of the smallest level searched, 1e-15. */
    private static final double LOWEST = Math.log(1e-15);

    private static final double PRECISION = 1e-12;

    private final List<Component> components;

    /** One source: variance of the mean due to it, and what that estimate rests on. */
    private record Component(double variance, double degreesOfFreedom) {}

    private VarianceComponents(List<Component> components) {
        this.components = List.copyOf(components);
    }

    /** Of the mean score of a mode. Needs two clusters or more. */
    static VarianceComponents ofMean(ScoreTable scores) {
        List<Component> components = new ArrayList<>();
        double interaction = addAdapters(scores, components);
        return of(scores.means(), scores.clusters(), interaction, components);
    }

    /** Of the mean difference of two modes, asked the same examples in the same order. Needs two clusters or more. */
    static VarianceComponents ofDifference(ScoreTable a, ScoreTable b) {
        List<Component> components = new ArrayList<>();
        double interaction = addAdapters(a, components) + addAdapters(b, components);
        double[] differences = a.means();
        double[] other = b.means();
        for (int i = 0; i < other.length; i++) {
            differences[i] -= other[i];
        }
        return of(differences, a.clusters(), interaction, components);
    }

    /** Half the width of the interval at a level. */
    double halfWidth(Level level) {
        return halfWidth(level.alpha());
    }

    private double halfWidth(double level) {
        return Math.sqrt(components.stream()
                .mapToDouble(component -> {
                    double t = TDistribution.of(component.degreesOfFreedom()).inverseSurvivalProbability(level / 2);
                    return t * t * component.variance();
                })
                .sum());
    }

    /** Two-sided p value of a difference: the level at which the interval just reaches 0. */
    double pValue(double difference) {
        double distance = Math.abs(difference);
        DoubleUnaryOperator excess = logLevel -> halfWidth(Math.exp(logLevel)) - distance;
        if (distance == 0 || excess.applyAsDouble(LOWEST) <= 0) {
            return distance == 0 ? 1 : Math.exp(LOWEST);
        }
        return Math.exp(new BrentSolver(PRECISION, PRECISION, 0).findRoot(excess, LOWEST, 0));
    }

    /** p value of the claim that the truth lies between {@code -margin} and {@code margin}. */
    double equivalence(double difference, double margin) {
        double inside = margin - Math.abs(difference);
        double p = pValue(inside) / 2;
        return inside > 0 ? p : 1 - p;
    }

    private static VarianceComponents of(
            double[] values, Clusters clusters, double interaction, List<Component> components) {
        double examples = varianceOfMean(deviations(values, clusters));
        components.add(new Component(Math.max(0, examples - interaction), degreesOfFreedom(clusters)));
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
            means[adapter] = mean(scores.scores(adapter));
            double[] own = deviations(scores.scores(adapter), scores.clusters());
            for (int unit = 0; unit < own.length; unit++) {
                squares += Math.pow(own[unit] - overall[unit], 2);
            }
        }
        double mean = mean(means);
        components.add(new Component(
                varianceOfMean(Arrays.stream(means).map(one -> one - mean).toArray()), adapters - 1));
        int units = overall.length;
        return squares / ((adapters - 1.0) * (units - 1.0)) / ((double) adapters * units);
    }

    /**
     * By cluster: how much the mean moves where it is left out, the other way and once for each of the others, which is the
     * deviation of an example that is on its own.
     */
    private static double[] deviations(double[] values, Clusters clusters) {
        double mean = mean(values);
        double[] sums = clusters.sums(values);
        for (int cluster = 0; cluster < sums.length; cluster++) {
            int size = clusters.size(cluster);
            sums[cluster] = (sums[cluster] - mean * size) * (sums.length - 1.0) / (clusters.examples() - size);
        }
        return sums;
    }

    /**
     * Those of the sum of squared deviations: twice the square of its mean over its variance, where the sums over the
     * clusters are independent and normal with the clusters' sizes as standard deviations.
     */
    private static double degreesOfFreedom(Clusters clusters) {
        int count = clusters.count();
        double[] share = new double[count];
        double all = 0;
        for (int cluster = 0; cluster < count; cluster++) {
            share[cluster] = (double) clusters.size(cluster) / clusters.examples();
            all += share[cluster] * share[cluster];
        }
        double trace = 0;
        double ofSquare = 0;
        double[] moments = new double[3];
        for (double one : share) {
            double weight = Math.pow(one / (1 - one), 2);
            double own = 1 - 2 * one + all;
            trace += weight * own;
            ofSquare += weight * weight * (own * own - (all - 2 * one) * (all - 2 * one));
            moments[0] += weight;
            moments[1] += weight * one;
            moments[2] += weight * one * one;
        }
        // the sum over all pairs of weight x weight x (all - share - share)^2, multiplied out
        ofSquare += all * all * moments[0] * moments[0]
                + 2 * moments[2] * moments[0]
                - 4 * all * moments[1] * moments[0]
                + 2 * moments[1] * moments[1];
        return trace * trace / ofSquare;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double varianceOfMean(double[] deviations) {
        double squares = Arrays.stream(deviations).map(value -> value * value).sum();
        return squares / (deviations.length - 1.0) / deviations.length;
    }
}
