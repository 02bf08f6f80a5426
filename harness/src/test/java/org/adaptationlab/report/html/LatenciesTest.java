package org.adaptationlab.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final ModeIdentity MODE = new ModeIdentity("a", "prompt", null, null);

    @Test
    void callTheLongestOfAFewCallsTheLongest() {
        Latencies.Line line = line(19);

        assertThat(line.median()).isEqualTo("100 ms");
        assertThat(line.far()).isEqualTo("max 190 ms");
        assertThat(line.strip().label()).isEqualTo("a: median 100 ms, longest 190 ms");
    }

    @Test
    void haveA95thPercentileFromTwentyCallsOn() {
        Latencies.Line line = line(20);

        assertThat(line.far()).isEqualTo("191 ms");
        assertThat(line.strip().label()).isEqualTo("a: median 105 ms, 95th percentile 191 ms");
    }

    @Test
    void leaveThe95thPercentileOfAFewCallsOutOfTables() {
        assertThat(new ResultTables(results(19)).summary().rows().get(0)).contains("100 / –");
        assertThat(new ResultTables(results(20)).summary().rows().get(0)).contains("105 / 191");
        assertThat(new EvidenceTables(results(19)).percentiles().rows().get(0)).endsWith("–");
    }

    private static Latencies.Line line(int calls) {
        RunResults results = results(calls);
        return Objects.requireNonNull(Latencies.of(results, new EvidenceTables(results)))
                .lines()
                .get(0);
    }

    /** Calls of 10, 20, 30, … milliseconds. */
    private static RunResults results(int calls) {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 1; i <= calls; i++) {
            rows.add(new ExampleResult(
                    MODE,
                    "e" + i,
                    null,
                    1,
                    RunFixture.answered("billing", "billing", 1),
                    "billing",
                    new CallMeasurement(100, 4, null, null, 10.0 * i, 10.0 * i, 40.0, 10.0 * i),
                    List.of(),
                    null,
                    0,
                    null,
                    null));
        }
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), rows, Metric.ACCURACY);
    }
}
