package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.function.Function;
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
        double ratio = QUANTILE.evaluate(contender.clone(), 0.5) / QUANTILE.evaluate(baseline.clone(), 0.5);
        return of(ratio, family, baseline, contender, DrawnMedian::new);
    }

    /** The ratio of the means; see {@link #ofMedians}. */
    static PairedRatio ofMeans(double[] baseline, double[] contender, int family) {
        double ratio = mean(contender) / mean(baseline);
        return of(ratio, family, baseline, contender, values -> drawn -> {
            double sum = 0;
            for (int one : drawn) {
                sum += values[one];
            }
            return sum / drawn.length;
        });
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** @param figure makes of values what gives the figure of drawn ones, by their indexes */
    private static PairedRatio of(
            double ratio,
            int family,
            double[] baseline,
            double[] contender,
            Function<double[], ToDoubleFunction<int[]>> figure) {
        if (baseline.length < FEWEST_RESAMPLED) {
            return new PairedRatio(ratio, null);
        }
        double[] ratios = resampled(
                Math.min(MOST_RESAMPLED, baseline.length),
                figure.apply(thinned(baseline)),
                figure.apply(thinned(contender)));
        double[] ends = QUANTILE.evaluate(ratios, TAIL / family, 1 - TAIL / family);
        return new PairedRatio(ratio, new Interval(Math.min(ends[0], ratio), Math.max(ends[1], ratio)));
    }

    private static double[] resampled(int n, ToDoubleFunction<int[]> baseline, ToDoubleFunction<int[]> contender) {
        RandomStream random = new RandomStream(SEED);
        double[] ratios = new double[RESAMPLES];
        int[] drawn = new int[n];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int i = 0; i < n; i++) {
                drawn[i] = random.below(n);
            }
            ratios[resample] = contender.applyAsDouble(drawn) / baseline.applyAsDouble(drawn);
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
