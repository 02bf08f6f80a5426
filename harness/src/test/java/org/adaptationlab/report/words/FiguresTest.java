package org.adaptationlab.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.adaptationlab.statistics.Interval;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void neverPartAPercentageFromItsSign() {
        assertThat(Figures.percent(0.742)).isEqualTo("74.2\u00a0%");
        assertThat(Figures.wholePercent(0.742)).isEqualTo("74\u00a0%");
        assertThat(Figures.interval(new Interval(0.657, 0.812))).isEqualTo("65.7–81.2\u00a0%");
        assertThat(Figures.INTERVAL).isEqualTo("95\u00a0% interval");
    }

    @Test
    void haveAFormWithTheUnitAndOneForColumns() {
        assertThat(Figures.seconds(9.46) + " " + Figures.bareSeconds(9.46)).isEqualTo("9.5 s 9.5");
        assertThat(Figures.seconds(118.4) + " " + Figures.bareSeconds(118.4)).isEqualTo("118 s 118");
        assertThat(Figures.usd(0.01733) + " " + Figures.bareUsd(0.01733)).isEqualTo("$0.017 0.017");
        assertThat(Figures.usd(0.0) + " " + Figures.bareUsd(0.0)).isEqualTo("$0 0");
        assertThat(Figures.p(0.0312) + " " + Figures.bareP(0.0312)).isEqualTo("p = 0.031 0.031");
        assertThat(Figures.p(1e-66) + " " + Figures.bareP(1e-66)).isEqualTo("p < 0.0001 < 0.0001");
    }

    @Test
    void areADashWhereNothingWasMeasured() {
        assertThat(Figures.bareSeconds(null) + Figures.bareUsd(null) + Figures.bareP(null) + Figures.percent(null))
                .isEqualTo("––––");
        assertThat(Figures.times((Double) null) + Figures.times((Interval) null))
                .isEqualTo("––");
    }

    @Test
    void writeDifferencesWithAMinusAndWithoutASignedZero() {
        assertThat(Figures.signedPoints(0.234)).isEqualTo("+23.4");
        assertThat(Figures.signedPoints(-0.083)).isEqualTo("−8.3");
        assertThat(Figures.signedPoints(-0.0001)).isEqualTo("0");
        assertThat(Figures.points(-0.8)).isEqualTo("−80.0");
        assertThat(Figures.points(-0.0001)).isEqualTo("0.0");
    }

    @Test
    void labelAnAxisWithNoMoreDecimalsThanItNeeds() {
        assertThat(Figures.briefPoints(0.2)).isEqualTo("+20");
        assertThat(Figures.briefPoints(-0.025)).isEqualTo("−2.5");
        assertThat(Figures.briefPoints(0)).isEqualTo("0");
    }
}
