package org.adaptationlab.result.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadFiguresTest {

    private static final ModeIdentity MODE = new ModeIdentity("prompt", "prompt", null, null);
    private static final Outcome RIGHT = new Outcome.Answered("a", "a", new Score.Graded(1, ""));
    private static final ServiceLimits LIMITS = new ServiceLimits(100.0, 50.0, 300.0, 0.01);

    @Test
    void theTimeOfATokenLeavesTheFirstOneOut() {
        assertThat(LoadFigures.tpotMs(timed(5, 100, 300))).isEqualTo(50); // 200 ms for four tokens
        assertThat(LoadFigures.tpotMs(timed(1, 100, 300))).isNull();
    }

    @Test
    void throughputCountsAnsweredRequestsAndGoodputThoseThatKeepEachLimitThemselves() {
        List<ExampleResult> calls = List.of(
                call(RIGHT, timed(5, 100, 300), 0), // at each limit
                call(RIGHT, timed(5, 101, 290), 0), // too late a first token
                call(RIGHT, timed(2, 100, 160), 0), // 60 ms for the second token
                call(RIGHT, timed(1, 90, 301), 0), // too long in all
                call(RIGHT, timed(1, 90, 95), 0), // no second token to wait for
                call(RIGHT, timed(5, 10, 30), 1), // only at the second try
                call(new Outcome.Unparsed("?"), timed(2, 10, 30), 0),
                call(new Outcome.Truncated("bil", null), timed(2, 10, 30), 0),
                call(new Outcome.Truncated(null, "too long a prompt"), CallMeasurement.NONE, 0),
                call(new Outcome.Failed("refused"), CallMeasurement.NONE, 0));

        LoadPoint point = LoadFigures.of(MODE, window(calls, 2, 1.0), LIMITS);

        assertThat(point.counts()).isEqualTo(new LoadPoint.Counts(10, 1, 1, 2, 1, 2));
        assertThat(point.rates().requestsPerS()).isEqualTo(4); // 8 were answered in 2 s
        assertThat(point.rates().goodputPerS()).isEqualTo(1);
        assertThat(point.rates().outputTokensPerS()).isEqualTo((5 + 5 + 2 + 1 + 1 + 5 + 2 + 2) / 2.0);
        assertThat(point.total().n()).isEqualTo(7); // without the retried one
        assertThat(point.tpot().n()).isEqualTo(5);
        assertThat(point.clientCpuShare()).isCloseTo(1.0 / 2 / 4, within(1e-12));
    }

    @Test
    void whatIsNotKnownIsLeftOpen() {
        LoadPoint point = LoadFigures.of(MODE, window(List.of(call(RIGHT, CallMeasurement.NONE, 0)), 1, null), null);

        assertThat(point.counts().withinLimits()).isNull();
        assertThat(point.rates()).isEqualTo(new LoadPoint.Rates(1, null, null, null));
        assertThat(point.total()).isEqualTo(new LoadPoint.Times(0, null, null));
        assertThat(point.tokens()).isEqualTo(new LoadPoint.Tokens(null, null, null));
        assertThat(point.clientCpuShare()).isNull();
    }

    @Test
    void aTimeThatWasNotMeasuredKeepsNoLimit() {
        assertThat(LoadFigures.keeps(call(RIGHT, CallMeasurement.NONE, 0), LIMITS))
                .isFalse();
        assertThat(LoadFigures.keeps(call(RIGHT, CallMeasurement.NONE, 0), new ServiceLimits(null, null, null, 0)))
                .isTrue();
    }

    @Test
    void a95thPercentileNeedsTwentyRequests() {
        List<ExampleResult> calls = new ArrayList<>();
        for (int i = 1; i <= 19; i++) {
            calls.add(call(RIGHT, timed(2, i, 10 * i), 0));
        }
        assertThat(LoadFigures.of(MODE, window(calls, 1, null), null).total())
                .isEqualTo(new LoadPoint.Times(19, 100.0, null));

        calls.add(call(RIGHT, timed(2, 20, 200), 0));
        assertThat(LoadFigures.of(MODE, window(calls, 1, null), null).total().p95())
                .isCloseTo(190.5, within(1e-9));
    }

    private static LoadFigures.Window window(List<ExampleResult> calls, double seconds, @Nullable Double cpu) {
        return new LoadFigures.Window(4, 1, calls, seconds, cpu, 4);
    }

    private static CallMeasurement timed(int tokens, double ttftMs, double totalMs) {
        return new CallMeasurement(50, tokens, null, null, ttftMs, null, null, totalMs);
    }

    private static ExampleResult call(Outcome outcome, CallMeasurement measured, int retries) {
        return new ExampleResult(MODE, "e", null, 1, outcome, "a", measured, List.of(), null, retries, null, null);
    }
}
