package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.jspecify.annotations.Nullable;

/**
 * Median of the contender's times over that of the baseline's, on the same examples.
 *
 * <p>Source of the interval: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3: the
 * percentiles of the ratio over resamples of the examples, both times of an example together. Of very many examples an
 * evenly spread part is resampled, which makes the interval wider.
 *
 * @param interval null where there are too few examples to resample
 */
record MedianRatio(double value, @Nullable Interval interval) {

    private static final int RESAMPLES = 2_000;
    private static final int MOST_RESAMPLED = 1_000;
    private static final int FEWEST_RESAMPLED = 10;
    private static final long SEED = 20_260_301;
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    /**
     * The ratio.
     *
     * @param baseline a time of each example, in any unit, above 0
     * @param family modes that are compared together: the interval is for all of them (Bonferroni)
     */
    static MedianRatio of(double[] baseline, double[] contender, int family) {
        double ratio = median(contender.clone()) / median(baseline.clone());
        if (baseline.length < FEWEST_RESAMPLED) {
            return new MedianRatio(ratio, null);
        }
        double[] first = thinned(baseline);
        double[] second = thinned(contender);
        double[] ratios = resampled(first, second);
        double tail = Level.FIVE_PERCENT.sharedBy(family).tail();
        double[] ends = QUANTILE.evaluate(ratios, tail, 1 - tail);
        return new MedianRatio(ratio, new Interval(Math.min(ends[0], ratio), Math.max(ends[1], ratio)));
    }

    private static double[] resampled(double[] baseline, double[] contender) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ratios = new double[RESAMPLES];
        double[] drawnBaseline = new double[baseline.length];
        double[] drawnContender = new double[baseline.length];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int i = 0; i < baseline.length; i++) {
                int drawn = random.nextInt(baseline.length);
                drawnBaseline[i] = baseline[drawn];
                drawnContender[i] = contender[drawn];
            }
            ratios[resample] = median(drawnContender) / median(drawnBaseline);
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

    /** Changes the order of the values. */
    private static double median(double[] values) {
        return QUANTILE.evaluate(values, 0.5);
    }
}
