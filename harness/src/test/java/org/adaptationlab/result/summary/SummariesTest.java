package org.adaptationlab.result.summary;

import static org.adaptationlab.result.RunFixture.answered;
import static org.adaptationlab.result.RunFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.StatisticsFixture;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.WilsonInterval;
import org.junit.jupiter.api.Test;

class SummariesTest {

    private static final ModeIdentity A = new ModeIdentity("a", "prompt", null, null);
    private static final ModeIdentity B = new ModeIdentity("b", "prompt", null, null);

    private final List<ExampleResult> rows = new ArrayList<>();

    @Test
    void haveA99thPercentileOnlyOfAThousandCallsOrMore() {
        assertThat(StatisticsFixture.many().summaries()).allSatisfy(row -> {
            assertThat(row.speed().total().p99()).isNotNull();
            assertThat(row.speed().total().p99Interval()).isNotNull();
        });
        assertThat(RunFixture.tickets().summaries()).allSatisfy(row -> {
            assertThat(row.speed().total().p99()).isNull();
            assertThat(row.speed().total().p99Interval()).isNull();
        });
    }

    @Test
    void ratesRightAnswersAmongAllThatDidNotFail() {
        rows.add(row(A, "1", 1, right()));
        rows.add(row(A, "2", 1, right()));
        rows.add(row(A, "3", 1, wrong()));
        rows.add(row(A, "4", 1, new Outcome.Unparsed("?")));
        rows.add(row(A, "5", 1, new Outcome.Truncated("bil", null)));
        rows.add(row(A, "6", 1, new Outcome.Failed("gone")));
        rows.add(row(A, "7", 1, new Outcome.Answered("x", "billing", new Score.Ungraded("no judge"))));

        SummaryRow summary = summaries().get(0);

        assertThat(summary.counts()).isEqualTo(new SummaryRow.Counts(7, 1, 1, 1, 1, 7, 1, 5));
        assertThat(summary.counts().graded()).isEqualTo(5);
        assertThat(summary.quality().value()).isEqualTo(0.4);
        assertThat(summary.quality().interval()).isEqualTo(wilson(2, 5));
    }

    @Test
    void neverEnlargesNByRepetitions() {
        for (int repetition = 1; repetition <= 3; repetition++) {
            rows.add(row(A, "1", repetition, right()));
            rows.add(row(A, "2", repetition, repetition == 1 ? right() : wrong()));
            rows.add(row(A, "3", repetition, repetition == 1 ? new Outcome.Failed("gone") : wrong()));
        }

        SummaryRow summary = summaries().get(0);

        assertThat(summary.counts()).isEqualTo(new SummaryRow.Counts(3, 0, 0, 0, 0, 9, 1, 3));
        assertThat(summary.quality().value()).isCloseTo((1 + 1 / 3.0) / 3, within(1e-12));
        assertThat(summary.quality().interval()).isEqualTo(wilson((1 + 1 / 3.0) / 3 * 3, 3));
    }

    @Test
    void hasNoRateWhereEveryCallFailed() {
        rows.add(row(A, "1", 1, new Outcome.Failed("gone")));

        SummaryRow summary = summaries().get(0);

        assertThat(summary.quality()).isEqualTo(new SummaryRow.Quality("accuracy", null, null, null, null));
        assertThat(summary.speed().total().p50()).isNull();
        assertThat(summary.speed().inputTokensMean()).isNull();
    }

    @Test
    void givesARowOverAllAdaptersAndOneForEach() {
        List<SummaryRow> summaries = RunFixture.hostile().summaries();

        assertThat(summaries)
                .extracting(row -> row.mode().mode() + " " + row.mode().adapterSeed())
                .containsExactly("prompt null", "lora null", "lora 1", "lora 2");
        assertThat(summaries).extracting(row -> row.counts().n()).containsExactly(5, 5, 5, 5);
        assertThat(summaries).extracting(row -> row.counts().calls()).containsExactly(5, 20, 10, 10);
        assertThat(summaries.get(1).quality().value()).isCloseTo(2.5 / 5, within(1e-12));
        assertThat(summaries.get(1).mode().adapterDigest()).isNull();
        assertThat(summaries.get(1).costs().adaptSeconds()).isEqualTo(110.25);
        assertThat(summaries.get(1).costs().peakRssMb()).isEqualTo(240);
    }

    /** The second adapter fails where the first is wrong: the rate and its interval are of what both answered. */
    @Test
    void ratesTheExamplesThatEveryAdapterHasAScoreFor() {
        ModeIdentity one = new ModeIdentity("lora", "lora", "a".repeat(64), 1L);
        ModeIdentity two = new ModeIdentity("lora", "lora", "b".repeat(64), 2L);
        for (int i = 0; i < 100; i++) {
            rows.add(row(one, "t" + i, 1, i < 20 ? wrong() : right()));
            rows.add(row(two, "t" + i, 1, i < 20 ? new Outcome.Failed("gone") : right()));
        }

        SummaryRow together = summaries().get(0);

        Interval interval =
                Objects.requireNonNull(together.quality().interval()).interval();
        assertThat(together.counts().complete()).isEqualTo(80);
        assertThat(Objects.requireNonNull(together.quality().value()))
                .isEqualTo(1)
                .isBetween(interval.low(), interval.high());
        assertThat(summaries().get(1).quality().value()).isEqualTo(0.8);
    }

    @Test
    void takesTheTimeForAnAnswerAsAUserWaitsForIt() {
        for (int i = 0; i < 40; i++) {
            CallMeasurement measured =
                    new CallMeasurement(10, 4, null, i % 2 == 0 ? 1000.0 : 10.0, 90.0, null, null, 100.0);
            rows.add(new ExampleResult(
                    A, "t" + i, null, 1, right(), "billing", measured, List.of(), null, 0, true, null));
        }

        SummaryRow.Speed speed = summaries().get(0).speed();

        assertThat(speed.total().p50()).isEqualTo(100.0);
        assertThat(speed.waiting().p50()).isEqualTo((110.0 + 1100.0) / 2);
        assertThat(speed.waiting().p95()).isEqualTo(1100.0);
    }

    @Test
    void takesTokensPerSecondFromSums() {
        rows.add(timed("1", 100, 200.0, 4, 40.0));
        rows.add(timed("2", 300, 200.0, 6, 10.0));

        SummaryRow.Speed speed = summaries().get(0).speed();

        assertThat(speed.prefillTokensPerS()).isEqualTo(1000.0);
        assertThat(speed.decodeTokensPerS()).isEqualTo(200.0);
        assertThat(speed.inputTokensMean()).isEqualTo(200.0);
        assertThat(speed.retrieveMsP50()).isNull();
    }

    @Test
    void leavesFailedCallsOutOfThePair() {
        rows.add(row(A, "1", 1, right()));
        rows.add(row(A, "2", 1, right()));
        rows.add(row(A, "3", 1, new Outcome.Failed("gone")));
        rows.add(row(B, "2", 1, wrong()));
        rows.add(row(B, "3", 1, right()));
        rows.add(row(B, "1", 1, right()));

        Comparisons.Plan plan = new Comparisons.Plan("none", Set.of(), 0.05, 1);
        assertThat(Comparisons.of(book(), Metric.ACCURACY, plan))
                .singleElement()
                .satisfies(row -> assertThat(row.pairs()).isEqualTo(new PairedTable(2, 1, 1, 0, 0, 0.5)))
                .satisfies(row -> assertThat(row.modeA() + row.modeB()).isEqualTo("ab"));
    }

    @Test
    void comparesEveryTwoModesOnce() {
        assertThat(RunFixture.tickets().comparisons())
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.pairs().n())
                        .isEqualTo(row.modeA().equals("rag") || row.modeB().equals("rag") ? 119 : 120));
    }

    private List<SummaryRow> summaries() {
        return Summaries.of(
                rows,
                book(),
                new Summaries.Context(
                        List.of(), Metric.ACCURACY, RunFixture.LABELS, Prices.of(null, "embedded"), null, 1));
    }

    private ScoreBook book() {
        return ScoreBook.of(rows, List.of(), Prices.of(null, "embedded"));
    }

    private static IntervalEstimate wilson(double right, int n) {
        return new IntervalEstimate(WilsonInterval.of(right, n), IntervalMethod.WILSON, null);
    }

    private static Outcome right() {
        return answered("billing", "billing", 1);
    }

    private static Outcome wrong() {
        return answered("shipping", "shipping", 0);
    }

    private static ExampleResult timed(String id, int input, Double prefill, int output, Double decode) {
        CallMeasurement measured = new CallMeasurement(input, output, null, null, 1.0, prefill, decode, 2.0);
        return new ExampleResult(A, id, null, 1, right(), "billing", measured, List.of(), null, 0, true, null);
    }
}
