package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final double[] DIFFERENCES = {
        0, .25, .5, 0, 0, -.25, .1, .75, 0, .3, 0, -.1, .2, 0, .6, .05, 0, 0, .4, -.3
    };

    /**
     * {@code z = sqrt(20 / 19) * t.isf(0.025, 19); scipy.stats.bootstrap((d,), np.mean, method="BCa",
     * confidence_level=1 - 2 * norm.sf(z), n_resamples=400000, rng=1)}, SciPy 1.17.1.
     */
    @Test
    void agreesWithScipyWithinItsMonteCarloError() {
        IntervalEstimate estimate = mean(DIFFERENCES, 1).interval(Level.FIVE_PERCENT);

        assertThat(estimate.method()).isEqualTo(IntervalMethod.BCA);
        double error = Objects.requireNonNull(estimate.error());
        assertThat(error).isBetween(1e-4, 0.01);
        assertThat(estimate.interval().low()).isCloseTo(0.0125, within(4 * error));
        assertThat(estimate.interval().high()).isCloseTo(0.27, within(4 * error));
    }

    @Test
    void saysItsMonteCarloErrorAboutRight() {
        double[] lows = new double[40];
        double error = 0;
        for (int seed = 0; seed < lows.length; seed++) {
            IntervalEstimate estimate = mean(DIFFERENCES, 100 + seed).interval(Level.FIVE_PERCENT);
            lows[seed] = estimate.interval().low();
            error += estimate.error() == null ? 0 : estimate.error() / lows.length;
        }
        double average = Arrays.stream(lows).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(lows)
                        .map(low -> (low - average) * (low - average))
                        .sum()
                / (lows.length - 1));

        assertThat(spread).isBetween(error / 2.5, error * 1.5);
    }

    @Test
    void givesTheSameForTheSameSeed() {
        assertThat(mean(DIFFERENCES, 3).interval(Level.FIVE_PERCENT))
                .isEqualTo(mean(DIFFERENCES, 3).interval(Level.FIVE_PERCENT));
        assertThat(mean(DIFFERENCES, 3).interval(Level.FIVE_PERCENT))
                .isNotEqualTo(mean(DIFFERENCES, 4).interval(Level.FIVE_PERCENT));
    }

    @Test
    void pValuesAreTheLevelsOfItsLimits() {
        Bootstrap bootstrap = mean(DIFFERENCES, 1);
        Interval interval = bootstrap.interval(Level.FIVE_PERCENT).interval();

        assertThat(bootstrap.pAtMost(interval.low())).isCloseTo(0.025, within(0.003));
        assertThat(1 - bootstrap.pAtMost(interval.high())).isCloseTo(0.025, within(0.003));
    }

    @Test
    void fallsBackToPercentilesWhereBcaIsNotDefined() {
        IntervalEstimate estimate = mean(new double[] {.5, .5, .5}, 1).interval(Level.FIVE_PERCENT);

        assertThat(estimate.method()).isEqualTo(IntervalMethod.PERCENTILE);
        assertThat(estimate.interval()).isEqualTo(new Interval(.5, .5));
    }

    @Test
    void takesFewMilliseconds() {
        double[] scores = new double[250];
        Arrays.setAll(scores, i -> i % 7 / 6.0);
        mean(scores, 1);
        long start = System.nanoTime();

        for (int mode = 0; mode < 5; mode++) {
            mean(scores, mode);
        }

        assertThat(System.nanoTime() - start).as("ns for five modes").isLessThan(1_000_000_000L);
    }

    private static Bootstrap mean(double[] values, long seed) {
        return Bootstrap.ofMean(values, new RandomStream(seed), Bootstrap.RESAMPLES);
    }
}
