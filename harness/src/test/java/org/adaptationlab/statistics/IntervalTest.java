package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void cutsTheTailsOffResamples() {
        double[] values = new double[200];
        Arrays.setAll(values, i -> i * 77 % 200);
        values[0] = Double.POSITIVE_INFINITY;

        assertThat(Interval.ofResamples(values, Level.FIVE_PERCENT)).isEqualTo(new Interval(6, 195));
        assertThat(Interval.ofResamples(values, new Level(0.2))).isEqualTo(new Interval(21, 180));
    }

    @Test
    void holdsItsEnds() {
        assertThat(new Interval(-1, 2).holds(-1)).isTrue();
        assertThat(new Interval(-1, 2).holds(2)).isTrue();
        assertThat(new Interval(-1, 2).holds(2.1)).isFalse();
    }

    @Test
    void refusesEndsInTheWrongOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, 0));
    }
}
