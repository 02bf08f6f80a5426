package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimizerTest {

    @Test
    void firstStepGoesTheLearningRateAgainstTheGradientAndDecays() {
        float[] values = {1, -2, 0.5f};
        new AdamW(3).step(values, new float[] {4, -0.1f, 0}, 0.1);
        assertThat(values[0]).isCloseTo(1 - 0.1f - 0.001f, within(1e-6f));
        assertThat(values[1]).isCloseTo(-2 + 0.1f + 0.002f, within(1e-6f));
        assertThat(values[2]).isCloseTo(0.5f - 0.0005f, within(1e-6f));
    }

    /** Worked by hand from the paper's algorithm 2 with β₁ 0.9, β₂ 0.999, λ 0.01. */
    @Test
    void secondStepRemembersTheFirst() {
        float[] values = {0};
        AdamW optimizer = new AdamW(1);
        optimizer.step(values, new float[] {1}, 0.1);
        float after = values[0];
        optimizer.step(values, new float[] {-3}, 0.1);
        double mean = (0.9 * 0.1 - 0.1 * 3) / (1 - 0.81);
        double square = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.998001);
        double expected = after - 0.1 * (mean / Math.sqrt(square) + 0.01 * after);
        assertThat((double) values[0]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void rateClimbsForATenthAndThenFallsTowardsZero() {
        Schedule schedule = new Schedule(1e-3, 40);
        assertThat(schedule.rate(1)).isCloseTo(0.25e-3, within(1e-12));
        assertThat(schedule.rate(4)).isCloseTo(1e-3, within(1e-12));
        assertThat(schedule.rate(22)).isBetween(0.45e-3, 0.55e-3);
        assertThat(schedule.rate(40)).isBetween(1e-9, 0.01e-3);
        assertThat(new Schedule(1e-3, 1).rate(1)).isEqualTo(1e-3);
    }
}
