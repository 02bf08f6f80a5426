package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.Interval;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {

    /** {@code numpy.percentile([3, 1, 4, 1.5, 9, 2.6, 5.35] * 3, [50, 95])}. */
    @Test
    void agreesWithNumpyAndLeavesOutWhatWasNotMeasured() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.addAll(Arrays.asList(3.0, null, 1.0, 4.0, 1.5, 9.0, null, 2.6, 5.35));
        }
        LatencySummary summary = LatencySummary.of(values);

        assertThat(summary.p50()).isEqualTo(3.0);
        assertThat(summary.p95()).isCloseTo(9.0, within(1e-9));
    }

    /** {@code numpy.percentile(range(20), 95)}; of 19 values the largest alone would decide it. */
    @Test
    void hasA95thPercentileFromTwentyValuesOn() {
        List<Double> values = IntStream.range(0, 20).mapToObj(i -> (double) i).toList();

        assertThat(LatencySummary.of(values).p95()).isCloseTo(18.05, within(1e-9));
        assertThat(LatencySummary.of(values.subList(0, 19)).p95()).isNull();
    }

    /** {@code numpy.percentile([3, 1, 4, 1.5, 9, 2.6, 5.35], [25, 75])}. */
    @Test
    void knowsTheMiddleHalf() {
        assertThat(LatencySummary.middleHalf(List.of(3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.35)))
                .isEqualTo(new Interval(2.05, 4.675));
    }

    @Test
    void isEmptyNotZeroWhereNothingWasMeasured() {
        assertThat(LatencySummary.of(List.of())).isEqualTo(LatencySummary.NONE);
    }

    /** {@code numpy.percentile(range(1000), 99)}. */
    @Test
    void hasA99thPercentileFromAThousandValuesOn() {
        List<Double> values = IntStream.range(0, 1000).mapToObj(i -> (double) i).toList();

        assertThat(LatencySummary.of(values).p99()).isCloseTo(989.01, within(1e-9));
        assertThat(LatencySummary.of(values.subList(0, 999)).p99()).isNull();
    }

    @Test
    void ofOneValueIsThatValue() {
        assertThat(LatencySummary.of(List.of(7.5))).isEqualTo(new LatencySummary(7.5, null, null, null, null, null));
    }
}
