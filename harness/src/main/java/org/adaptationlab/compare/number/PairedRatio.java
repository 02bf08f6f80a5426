package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.RandomStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the contender's times or prices over that of the baseline's, on the same examples.
 *
 * <p>Source of the interval: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3: the
 * percentiles of the ratio over resamples of the examples, both values of an example together. Of very many examples an
 * evenly spread part is resampled, which makes the interval wider.
 *
 * @param interval null where there are too few examples to resample
 */
record PairedRatio(double value, @Nullable Interval interval) {

    private static final double TAIL = 0.025;
    private static final int RESAMPLES = 2_000;
    private static final int MOST_RESAMPLED = 1_000;
    private static final int FEWEST_RESAMPLED = 10;
    private static final long SEED = 20_260_301;
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    /**
     * The ratio of the medians.
     *
     * @param baseline a value of each example, in any unit, above 0
     * @param family modes that are compared together: the interval is for all of them (Bonferroni)
     */
    static PairedRatio ofMedians(double[] baseline, double[] contender, int family) {
        return of(baseline, contender, family, values -> QUANTILE.evaluate(values, 0.5));
    }

    /** The ratio of the means; see {@link #ofMedians}. */
    static PairedRatio ofMeans(double[] baseline, double[] contender, int family) {
        return of(
                baseline,
                contender,
                family,
                values -> Arrays.stream(values).average().orElse(Double.NaN));
    }

    /** @param figure of values that it may put into another order */
    private static PairedRatio of(
            double[] baseline, double[] contender, int family, ToDoubleFunction<double[]> figure) {
        double ratio = figure.applyAsDouble(contender.clone()) / figure.applyAsDouble(baseline.clone());
        if (baseline.length < FEWEST_RESAMPLED) {
            return new PairedRatio(ratio, null);
        }
        double[] ratios = resampled(thinned(baseline), thinned(contender), figure);
        double[] ends = QUANTILE.evaluate(ratios, TAIL / family, 1 - TAIL / family);
        return new PairedRatio(ratio, new Interval(Math.min(ends[0], ratio), Math.max(ends[1], ratio)));
    }

    private static double[] resampled(double[] baseline, double[] contender, ToDoubleFunction<double[]> figure) {
        RandomStream random = new RandomStream(SEED);
        double[] ratios = new double[RESAMPLES];
        double[] drawnBaseline = new double[baseline.length];
        double[] drawnContender = new double[baseline.length];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int i = 0; i < baseline.length; i++) {
                int drawn = random.below(baseline.length);
                drawnBaseline[i] = baseline[drawn];
                drawnContender[i] = contender[drawn];
            }
            ratios[resample] = figure.applyAsDouble(drawnContender) / figure.applyAsDouble(drawnBaseline);
        }
        return ratios;
    }

    private static double[] thinned(double[] values) {
        if (values.length <= MOST_RESAMPLED) {
            return values;
        }
        double[] kept = new double[MOST_RESAMPLED];
        Arrays.setAll(kept, i -> values[(int) ((long) i * values.length / MOST_RESAMPLED)]);
        return kept;
    }
}
