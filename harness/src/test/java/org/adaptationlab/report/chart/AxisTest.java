package org.adaptationlab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.adaptationlab.report.chart.Axis.Tick;
import org.adaptationlab.report.words.Figures;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void endsAtRoundNumbers() {
        Axis axis = Axis.linear(0, 1171, 5, value -> Figures.fixed(value, 0));

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("0", "250", "500", "750", "1000", "1250");
        assertThat(axis.at(625)).isEqualTo(50);
    }

    @Test
    void hasZeroInTheMiddleOfADifference() {
        Axis axis = Axis.linear(-0.37, 0.37, 4, value -> Figures.fixed(value, 1));

        assertThat(axis.at(0)).isEqualTo(50);
        assertThat(axis.ticks()).extracting(Tick::label).contains("-0.4", "0.0", "0.4");
    }

    @Test
    void spreadsPowersOfTenEvenly() {
        Axis axis = Axis.log(3, 20_000, value -> Figures.fixed(value, 0));

        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("1", "10", "100", "1000", "10000", "100000");
        assertThat(axis.at(10)).isEqualTo(20);
        assertThat(axis.at(0)).as("what has no logarithm").isZero();
    }

    @Test
    void keepsValuesBeyondItsEndsAtThem() {
        assertThat(Axis.share().at(1.5)).isEqualTo(100);
        assertThat(Axis.share().at(-0.1)).isZero();
    }

    @Test
    void hasALengthEvenWhereAllValuesAreTheSame() {
        assertThat(Axis.linear(0, 0, 4, value -> "").high()).isPositive();
        assertThat(Axis.log(10, 10, value -> "").high()).isEqualTo(100);
    }
}
