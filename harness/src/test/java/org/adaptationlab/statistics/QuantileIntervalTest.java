package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileIntervalTest {

    /** {@code scipy.stats.quantile_test(x, q=0, p=p).confidence_interval(.95)}, x = (1..n)^1.5, SciPy 1.17.1. */
    @ParameterizedTest
    @CsvSource({
        "6, 0.5, 1.0, 14.696938456699069",
        "20, 0.5, 14.696938456699069, 58.09475019311125",
        "120, 0.5, 343.0, 610.9402589451771",
        "72, 0.95, 512.0, 610.9402589451771",
        "120, 0.95, 1137.99340947125, 1298.13674164165",
        "200, 0.95, 2495.8974337900986, 2765.0267629807854"
    })
    void agreesWithScipy(int n, double share, double low, double high) {
        Interval interval = Objects.requireNonNull(QuantileInterval.of(values(n), share));

        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void isNoneWhereThereAreTooFewValues() {
        assertThat(QuantileInterval.of(values(71), 0.95)).isNull();
        assertThat(QuantileInterval.of(values(5), 0.5)).isNull();
        assertThat(QuantileInterval.of(List.of(), 0.5)).isNull();
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        List<Double> some = new ArrayList<>(Arrays.asList(null, null));
        some.addAll(values(20));

        assertThat(QuantileInterval.of(some, 0.5)).isEqualTo(QuantileInterval.of(values(20), 0.5));
    }

    private static List<Double> values(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> Math.pow(i, 1.5)).toList();
    }
}
