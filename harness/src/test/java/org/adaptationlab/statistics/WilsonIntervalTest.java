package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {

    /** {@code statsmodels.stats.proportion.proportion_confint(right, n, method="wilson")}, statsmodels 0.15.0. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1.0",
        "5, 10, 0.23659309051256394, 0.7634069094874361",
        "92, 120, 0.683445529241854, 0.833344248668171",
        "27, 120, 0.1594915466838353, 0.30756899484645167",
        "1, 250, 0.0007064475340650966, 0.022305785565415927"
    })
    void agreesWithStatsmodels(int right, int n, double low, double high) {
        Interval interval = WilsonInterval.of(right, n);

        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void refusesWhatIsNoRate() {
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(Double.NaN, 2));
    }
}
