package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.decide.Decision.LeftOut;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.StatisticsFixture;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {

    private static final ModeIdentity PROMPT = new ModeIdentity("prompt", "prompt", null, null);
    private static final ModeIdentity RAG = new ModeIdentity("rag", "rag", null, null);
    private static final ModeIdentity LORA = new ModeIdentity("lora", "lora", "c".repeat(64), 1L);
    private static final ModeIdentity CLASSIFIER = new ModeIdentity("classifier", "classifier", null, null);

    @TempDir
    private Path folder;

    @Test
    void areMadeAgainFromTheFilesAlone() {
        RunFolder run = new RunFolder(folder);
        RunResults results =
                RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.57));
        results.write(run);

        Decision again = decision(RunResults.read(run));

        assertThat(again.recommended()).isEqualTo(decision(results).recommended());
        assertThat(again)
                .usingRecursiveComparison()
                .withComparatorForType(DecisionsTest::closeTo, Double.class)
                .isEqualTo(decision(results));
    }

    /** What an earlier version wrote of it does not count. */
    @Test
    void areMadeAnewWhereverARunIsRead() {
        RunFolder run = new RunFolder(folder);
        RunResults results = RunFixture.tickets();
        new RunResults(
                        results.provenance().withDecision(null),
                        results.examples(),
                        results.summaries(),
                        results.comparisons(),
                        results.scores(),
                        results.metrics())
                .write(run);

        assertThat(decision(RunResults.read(run)).recommended()).isEqualTo("lora");
    }

    /** The server dies after the second mode has answered 20 of 120, all right; the first is right on these, too. */
    @Test
    void recommendNoModeThatLacksManyExamples() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(row(PROMPT, i, answer(i < 20 || i % 2 == 0)));
            rows.add(row(LORA, i, i < 20 ? answer(true) : new Outcome.Failed("gone")));
            rows.add(row(RAG, i, answer(i % 3 == 0)));
        }

        Decision decision = decision(run(rows, 120));

        assertThat(decision.recommended()).isEqualTo("prompt");
        assertThat(decision.candidates()).extracting(Candidate::mode).containsExactly("prompt", "rag");
        assertThat(decision.leftOut()).containsExactly(new LeftOut("lora", 20, 120));
    }

    @Test
    void recommendNothingOfARunThatBrokeOff() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(row(PROMPT, i, answer(i % 2 == 0)));
            rows.add(row(LORA, i, answer(true)));
        }
        RunResults whole = run(rows, 120);

        assertThat(decision(whole).recommended()).isEqualTo("lora");
        assertThat(RunResults.of(
                                ProvenanceFixture.of(whole.provenance()).failed("the server is gone"),
                                rows,
                                Metric.ACCURACY)
                        .provenance()
                        .decision())
                .isNull();
    }

    /** Five calls fail, all of them at examples that are hard for everybody: that makes no mode the better one. */
    @Test
    void compareModesOnTheExamplesThatAllHave() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            boolean hard = i % 20 == 0;
            rows.add(row(PROMPT, i, answer(!hard)));
            rows.add(row(LORA, i, hard ? new Outcome.Failed("time limit") : answer(true)));
        }

        Decision decision = decision(run(rows, 100));

        assertThat(decision.examples()).isEqualTo(95);
        assertThat(decision.candidate("prompt").quality()).isEqualTo(1);
        assertThat(decision.candidate("lora").loss()).isZero();
    }

    @Test
    void drawTheDocumentsOfARun() {
        Decision decision = decision(StatisticsFixture.documents());

        assertThat(decision.examples())
                .isGreaterThan(StatisticsFixture.documents().comparisons().size());
        ComparisonRow compared = StatisticsFixture.documents().mainComparisons().stream()
                .filter(row -> row.isOf(decision.best(), "prompt"))
                .findFirst()
                .orElseThrow();
        Interval tested = Objects.requireNonNull(compared.statistics().interval());
        Interval loss = decision.candidate("prompt").lossInterval();
        assertThat(loss.high() - loss.low())
                .as("as wide as the interval of the test, in which documents are drawn")
                .isBetween(0.7 * (tested.high() - tested.low()), 1.3 * (tested.high() - tested.low()));
    }

    /** An adapter from elsewhere was not made for nothing. */
    @Test
    void knowNoPriceOfATrainingThatTheyDidNotSee() {
        RunResults run = RunFixture.tickets();
        List<Provenance.ModeRecord> unseen = run.provenance().modes().stream()
                .map(mode -> new Provenance.ModeRecord(withoutTraining(mode.facts()), mode.prompt(), null))
                .toList();

        Decision decision = decision(RunResults.of(
                ProvenanceFixture.of(run.provenance()).withModes(unseen), run.examples(), Metric.ACCURACY));

        assertThat(decision.candidate("lora").adaptUsd()).isNull();
        assertThat(decision.candidate("prompt").adaptUsd()).isEqualTo(0.0);
        assertThat(decision.breakEvens())
                .noneMatch(pair -> pair.first().equals("lora") || pair.then().equals("lora"));
    }

    /** A classifier beside a closed API is paid by the machine's time. */
    @Test
    void priceEachCallByWhatMadeIt() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(row(PROMPT, i, answer(i % 100 < 79)));
            rows.add(row(CLASSIFIER, i, answer(i % 100 < 83)));
        }

        RunResults run = run(
                ProvenanceFixture.of(provenance(120)).remote(new TokenPrice("m", 0.15, 0.6, "2026-01-01", null)), rows);
        Decision decision = decision(run);

        assertThat(decision.prefer()).isEqualTo(Preference.COST);
        assertThat(decision.recommended()).isEqualTo("classifier");
        assertThat(Objects.requireNonNull(decision.candidate("classifier").requestUsd()))
                .isPositive()
                .isLessThan(Objects.requireNonNull(decision.candidate("prompt").requestUsd()));
        assertThat(decision.unpriced()).isEmpty();
    }

    /** A fine-tuned model of a closed API is not paid at the price of its base. */
    @Test
    void knowNoPriceOfAnAdapterBehindAClosedApiThatNobodyGave() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(row(PROMPT, i, answer(i % 100 < 79)));
            rows.add(row(LORA, i, answer(i % 100 < 81)));
        }

        Decision decision = decision(run(
                ProvenanceFixture.of(provenance(120)).remote(new TokenPrice("m", 0.15, 0.6, "2026-01-01", null)),
                rows));

        assertThat(decision.candidate("lora").requestUsd()).isNull();
        assertThat(decision.unpriced()).containsExactly("lora");
        assertThat(decision.prefer()).isEqualTo(Preference.LATENCY);
    }

    @Test
    void knowTheCostsOfEachModeAndNameSingleSeeds() {
        Decision decision =
                Objects.requireNonNull(RunFixture.tickets().provenance().decision());

        assertThat(decision.singleSeed()).containsExactly("lora");
        assertThat(decision.candidate("prompt").adaptUsd()).isEqualTo(0.0);
        assertThat(Objects.requireNonNull(decision.candidate("lora").adaptUsd()))
                .isPositive();
        assertThat(decision.candidates())
                .allSatisfy(candidate -> assertThat(candidate.requestUsd()).isNotNull());
        assertThat(decision.breakEvens()).hasSize(10);
    }

    @Test
    void areNotMadeWhereNothingCouldBeJudged() {
        List<ExampleResult> failed = List.of(
                RunFixture.row(new ModeIdentity("a", "prompt", null, null), "1", 1, new Outcome.Failed("gone")));

        assertThat(RunResults.of(
                                RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), failed, Metric.ACCURACY)
                        .provenance()
                        .decision())
                .isNull();
    }

    private static RunResults run(List<ExampleResult> rows, int examples) {
        return run(provenance(examples), rows);
    }

    private static RunResults run(Provenance provenance, List<ExampleResult> rows) {
        return RunResults.of(provenance, rows, Metric.ACCURACY);
    }

    private static Provenance provenance(int examples) {
        List<Provenance.Sample> samples = IntStream.range(0, examples)
                .mapToObj(i -> new Provenance.Sample("t" + i, ""))
                .toList();
        return RunFixture.provenance(List.of(), RunFixture.LABELS, samples);
    }

    private static ExampleResult row(ModeIdentity mode, int i, Outcome outcome) {
        CallMeasurement measured = outcome instanceof Outcome.Failed
                ? CallMeasurement.NONE
                : mode.equals(CLASSIFIER)
                        ? new CallMeasurement(null, null, null, null, null, null, null, 1.0)
                        : new CallMeasurement(100, 4, null, null, 200.0, 190.0, 40.0, 240.0);
        return new ExampleResult(mode, "t" + i, null, 1, outcome, "billing", measured, List.of(), null, 0, true, null);
    }

    private static Outcome answer(boolean right) {
        return right ? RunFixture.answered("billing", "billing", 1) : RunFixture.answered("shipping", "shipping", 0);
    }

    private static ModeFacts withoutTraining(ModeFacts facts) {
        return new ModeFacts(facts.mode(), false, null, false, facts.loadSeconds(), facts.peakRssMb(), 0, null);
    }

    private static Decision decision(RunResults results) {
        return Objects.requireNonNull(results.provenance().decision());
    }

    /** Times in CSV files have three decimals. */
    private static int closeTo(double a, double b) {
        return Math.abs(a - b) <= 1e-4 * Math.max(1e-9, Math.abs(b)) ? 0 : Double.compare(a, b);
    }
}
