package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {

    /** {@code numpy.percentile([3, 1, 4, 1.5, 9, 2.6, 5.35], [50, 95])}. */
    @Test
    void agreesWithNumpyAndLeavesOutWhatWasNotMeasured() {
        LatencySummary summary = LatencySummary.of(Arrays.asList(3.0, null, 1.0, 4.0, 1.5, 9.0, null, 2.6, 5.35));

        assertThat(summary.n()).isEqualTo(7);
        assertThat(summary.p50()).isEqualTo(3.0);
        assertThat(summary.p95()).isCloseTo(7.904999999999998, within(1e-9));
    }

    @Test
    void isEmptyNotZeroWhereNothingWasMeasured() {
        assertThat(LatencySummary.of(List.of())).isEqualTo(new LatencySummary(0, null, null, null));
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
        assertThat(LatencySummary.of(List.of(7.5))).isEqualTo(new LatencySummary(1, 7.5, 7.5, null));
    }
}
