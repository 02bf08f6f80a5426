package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftsTest {

    private static final ModeIdentity PROMPT = new ModeIdentity("prompt", "prompt", null, null);

    @Test
    void goByTheReadingOfPromptsWhereAllOfThemAreRead() {
        List<ExampleResult> rows = new ArrayList<>(rows(PROMPT, 30, 200.0, 10.0));
        rows.addAll(rows(PROMPT, 30, 300.0, 10.0));

        assertThat(drift(rows, "cold")).isCloseTo(0.5, within(1e-9));
        assertThat(drift(rows, "warm")).isCloseTo(0, within(1e-9));
    }

    @Test
    void goByTheClientsClockWhereTheServerTellsNothing() {
        List<ExampleResult> rows = new ArrayList<>(rows(PROMPT, 15, null, null));
        rows.addAll(rows(PROMPT, 15, null, null));

        assertThat(drift(rows, null)).isCloseTo(0, within(1e-9));
    }

    @Test
    void areTheLargestOfAModesAdapters() {
        ModeIdentity one = new ModeIdentity("lora", "lora", "a".repeat(64), 1L);
        ModeIdentity two = new ModeIdentity("lora", "lora", "b".repeat(64), 2L);
        List<ExampleResult> rows = new ArrayList<>(rows(one, 30, 200.0, 10.0));
        rows.addAll(rows(two, 15, 400.0, 10.0));
        rows.addAll(rows(two, 15, 600.0, 10.0));

        List<SummaryRow> summaries = noted(rows, "cold");

        assertThat(summaries)
                .extracting(row ->
                        Math.round(100 * Objects.requireNonNull(row.speed().blockDrift())))
                .containsExactly(50L, 0L, 50L);
    }

    @Test
    void areNotKnownOfShortBlocks() {
        assertThat(noted(rows(PROMPT, 20, 200.0, 10.0), "cold").get(0).speed().blockDrift())
                .isNull();
    }

    @Test
    void countInTheDriftOfARun() {
        RunResults run = RunFixture.tickets();
        double largest = run.summaries().stream()
                .mapToDouble(row -> Objects.requireNonNull(row.speed().blockDrift()))
                .max()
                .orElseThrow();

        assertThat(run.drift().withinBlocks()).isEqualTo(largest);
        assertThat(Objects.requireNonNull(run.drift().worst())).isGreaterThanOrEqualTo(largest);
    }

    /** Nothing is served for classifiers, so nothing is probed: their own calls tell. */
    @Test
    void letTimesOfClassifiersAloneBeClaimed() {
        List<ExampleResult> rows = ofClassifier(1);
        Provenance unprobed = ProvenanceFixture.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()))
                .withoutProbes();

        TimeClaims claims = RunResults.of(unprobed, rows, Metric.ACCURACY).claims();
        TimeClaims ofModel = RunResults.of(unprobed, rows(PROMPT, 60, 200.0, 10.0), Metric.ACCURACY)
                .claims();

        assertThat(claims.ofTimes()).isTrue();
        assertThat(Objects.requireNonNull(claims.drift())).isBetween(0.01, 0.15);
        assertThat(ofModel.doubt()).isEqualTo("the machine's drift was not measured");
    }

    /** A mode that always says one label takes a part of a microsecond, which the files round to 0. */
    @Test
    void areNotKnownOfCallsThatTakeNoTime() {
        assertThat(noted(ofClassifier(0.01), null).get(0).speed().blockDrift()).isNotNull();
        assertThat(noted(ofClassifier(0.0005), null).get(0).speed().blockDrift())
                .isNull();
    }

    /** 60 calls, each a little slower than the one before. */
    private static List<ExampleResult> ofClassifier(double firstMs) {
        ModeIdentity classifier = new ModeIdentity("classifier", "classifier", null, null);
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            CallMeasurement measured =
                    new CallMeasurement(null, null, null, null, null, null, null, firstMs * (1 + i / 600.0));
            rows.add(new ExampleResult(
                    classifier,
                    "t" + i,
                    null,
                    1,
                    RunFixture.answered("billing", "billing", 1),
                    "billing",
                    measured,
                    List.of(),
                    null,
                    0,
                    true,
                    null));
        }
        return rows;
    }

    private static double drift(List<ExampleResult> rows, @Nullable String prefixCache) {
        return Objects.requireNonNull(noted(rows, prefixCache).get(0).speed().blockDrift());
    }

    private static List<SummaryRow> noted(List<ExampleResult> rows, @Nullable String prefixCache) {
        Prices prices = Prices.of(null, "embedded");
        return Summaries.of(
                rows,
                ScoreBook.of(rows, List.of(), prices),
                new Summaries.Context(List.of(), Metric.ACCURACY, List.of(), prices, prefixCache, 1));
    }

    private static List<ExampleResult> rows(
            ModeIdentity mode, int n, @Nullable Double prefillMs, @Nullable Double decodeMs) {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(new ExampleResult(
                    mode,
                    mode.mode() + prefillMs + "-" + i,
                    null,
                    1,
                    RunFixture.answered("billing", "billing", 1),
                    "billing",
                    new CallMeasurement(100, 5, null, null, 250.0, prefillMs, decodeMs, 290.0),
                    List.of(),
                    null,
                    0,
                    true,
                    null));
        }
        return rows;
    }
}
