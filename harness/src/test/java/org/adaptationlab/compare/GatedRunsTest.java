package org.adaptationlab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.FallenGuard;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.format.ComparisonFormat;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.result.ProvenanceFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts against a contender. */
class GatedRunsTest {

    private static final ModeIdentity PROMPT = new ModeIdentity("prompt", "prompt", null, null);

    @TempDir
    private Path folder;

    /** Forty of 400 calls fail that were answered before, 32 of them right. */
    @Test
    void countsCallsThatFailNewlyAgainstTheContender() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Outcome answer = answer(i % 5 > 0);
            before.add(RunFixture.row(PROMPT, "t" + i, 1, answer));
            after.add(RunFixture.row(PROMPT, "t" + i, 1, i < 40 ? new Outcome.Failed("gone") : answer));
        }

        Comparison worse = runs("failing", before, after).compare();
        Comparison better = runs("mended", after, before).compare();

        assertThat(worse.verdict().answer()).isEqualTo("Worse than allowed: quality of prompt.");
        assertThat(quality(worse.modes().get(0)).pairs()).isEqualTo(new Pairs(400, 288, 32, 0, 80));
        assertThat(worse.checks())
                .filteredOn(check -> check.name().equals("coverage"))
                .singleElement()
                .satisfies(check -> assertThat(check.status()).isEqualTo(Status.INCONCLUSIVE))
                .satisfies(check -> assertThat(check.detail()).contains("40 of 400 examples, counted as wrong"));
        assertThat(better.verdict().status()).isEqualTo(Status.PASS);
        assertThat(quality(better.modes().get(0)).pairs().n()).isEqualTo(360);
    }

    @Test
    void fallsWhereMoreThanATenthOfTheCallsFailNewly() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            before.add(RunFixture.row(PROMPT, "t" + i, 1, answer(false)));
            after.add(RunFixture.row(PROMPT, "t" + i, 1, i < 5 ? new Outcome.Failed("gone") : answer(false)));
        }

        Comparison comparison = runs("falling", before, after).compare();

        assertThat(comparison.verdict().answer()).isEqualTo("Worse than allowed: coverage of prompt.");
    }

    /** A machine that costs twice as much in cost.yaml makes no answer more expensive. */
    @Test
    void pricesBothSidesAtTheAssumptionsOfTheBaseline() {
        RunResults run = RunFixture.tickets();
        CostAssumptions dearer = new CostAssumptions(
                "cost.yaml", "2026-01-15", new CostAssumptions.Hardware(2000, 4, 0.25, 80, 20), 0.25, null);
        RunResults again =
                RunResults.of(ProvenanceFixture.of(run.provenance()).withCost(dearer), run.examples(), Metric.ACCURACY);

        Comparison comparison =
                TwoRuns.of(folder, run, again).compare(new ComparisonSettings(null, null, 0.2, false, 3));

        assertThat(comparison.modes())
                .allSatisfy(mode -> assertThat(mode.cost().ratio()).isEqualTo(1))
                .allSatisfy(mode -> assertThat(mode.cost().interval()).isEqualTo(new Interval(1, 1)));
        assertThat(comparison.checks())
                .filteredOn(check -> check.name().equals("cost"))
                .hasSize(5)
                .noneMatch(check -> check.status() == Status.FAIL);
        assertThat(comparison.changes())
                .containsExactly(
                        new ProvenanceChange(
                                "cost assumptions", "cost.yaml (shipped) of 2026-01-15", "cost.yaml of 2026-01-15"),
                        new ProvenanceChange("price of the machine", "$1000", "$2000"));
    }

    @Test
    void saysWhatChangedOfThePricesOfTokens() {
        RunResults run = RunFixture.tickets();
        CostAssumptions before = RunFixture.COST.withTokenPrices(
                new TokenPrice("m", 1.25, 10, "2026-01-01", null),
                Map.of("lora", new TokenPrice("ft:m", 3, 12, "2026-01-01", null)));
        CostAssumptions after =
                RunFixture.COST.withTokenPrices(new TokenPrice("m", 1.25, 10, "2026-02-01", null), Map.of());

        assertThat(changes("prices", run, before, after))
                .containsExactly(
                        new ProvenanceChange("date of the token price", "2026-01-01", "2026-02-01"),
                        new ProvenanceChange("model of the token price of lora", "ft:m", null),
                        new ProvenanceChange(
                                "price of tokens of lora", "$3 and $12 for a million tokens in and out", null),
                        new ProvenanceChange("date of the token price of lora", "2026-01-01", null));
        assertThat(changes("none", run, RunFixture.COST, null))
                .containsExactly(new ProvenanceChange("cost assumptions", "cost.yaml (shipped) of 2026-01-15", null));
    }

    /** Another fine-tuned model has another price, though its base is the same. */
    @Test
    void pricesAnAdapterThatTheBaselineDidNotAskAtItsOwnPrice() {
        CostAssumptions before = tokenPrices(0.30);
        CostAssumptions after = tokenPrices(0.60);
        RunResults run = RunFixture.tickets();

        Comparison same = TwoRuns.of(folder.resolve("same"), remote(run, before), remote(run, after))
                .compare();
        Comparison other = TwoRuns.of(folder.resolve("other"), remote(run, before), remote(run, after))
                .inContender("c".repeat(64), "d".repeat(64))
                .compare();

        assertThat(costRatio(same, "lora")).isCloseTo(1, within(1e-9));
        assertThat(costRatio(other, "lora")).isCloseTo(2, within(1e-9));
        assertThat(costRatio(other, "prompt")).isCloseTo(1, within(1e-9));
    }

    private static CostAssumptions tokenPrices(double ofAdapter) {
        return RunFixture.COST.withTokenPrices(
                new TokenPrice("m", 1, 1, "2026-01-01", null),
                Map.of("lora", new TokenPrice("ft:m", ofAdapter, ofAdapter, "2026-01-01", null)));
    }

    private static RunResults remote(RunResults run, CostAssumptions cost) {
        return RunResults.of(
                ProvenanceFixture.of(ProvenanceFixture.of(run.provenance()).remote(null))
                        .withCost(cost),
                run.examples(),
                Metric.ACCURACY);
    }

    private static double costRatio(Comparison comparison, String mode) {
        return comparison.modes().stream()
                .filter(one -> one.mode().equals(mode))
                .map(one -> Objects.requireNonNull(one.cost().ratio()))
                .findFirst()
                .orElseThrow();
    }

    private List<ProvenanceChange> changes(
            String name, RunResults run, CostAssumptions before, @Nullable CostAssumptions after) {
        return TwoRuns.of(folder.resolve(name), priced(run, before), priced(run, after))
                .compare()
                .changes();
    }

    private static RunResults priced(RunResults run, @Nullable CostAssumptions cost) {
        return RunResults.of(ProvenanceFixture.of(run.provenance()).withCost(cost), run.examples(), Metric.ACCURACY);
    }

    /** Calls that failed newly are in the pairs; what is left out is counted once, whichever side lacks it. */
    @Test
    void countsOnceWhatIsLeftOutAndNotWhatFailedNewly() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Outcome gone = new Outcome.Failed("gone");
            before.add(RunFixture.row(PROMPT, "t" + i, 1, i < 2 ? gone : answer(true)));
            after.add(RunFixture.row(PROMPT, "t" + i, 1, i > 0 && i < 17 ? gone : answer(true)));
        }

        Comparison comparison = runs("left out", before, after).compare();

        assertThat(comparison.modes().get(0).coverage().newlyFailed()).isEqualTo(15);
        assertThat(comparison.modes().get(0).coverage().leftOut()).isEqualTo(2);
        assertThat(comparison.verdict().details())
                .contains("Over all modes 2 examples left out: calls of them failed or could not be judged.");
        assertThat(ComparisonFormat.TEXT.of(comparison))
                .contains("2 examples without a score in the baseline")
                .contains("1 example without a score in the contender");
    }

    /** A reranker makes retrieval take two seconds; the model is as quick as before. */
    @Test
    void countsRetrievalIntoTheTimeForAnAnswer() {
        RunResults run = RunFixture.tickets();
        List<ExampleResult> reranked = run.examples().stream()
                .map(row -> row.mode().mode().equals("prompt") ? retrieving(row, 2000) : row)
                .toList();

        Comparison comparison = TwoRuns.of(folder, run, RunResults.of(run.provenance(), reranked, Metric.ACCURACY))
                .compare(new ComparisonSettings(null, 0.1, null, false, 3));

        assertThat(comparison.verdict().answer()).isEqualTo("Worse than allowed: latency of prompt.");
        assertThat(mode(comparison, "prompt").total().ratio()).isEqualTo(1);
    }

    @Test
    void stopsAtAGuardOfTheContenderAndDoubtsOneOfTheBaseline() {
        String warned = "\"status\" : \"warn\"";
        TwoRuns contender = TwoRuns.same(folder.resolve("c")).inContender(warned, "\"status\" : \"stop\"");
        assertThat(contender.compare().verdict().answer()).isEqualTo("Worse than allowed: guard adapter-seeds.");
        TwoRuns both = TwoRuns.same(folder.resolve("b")).inBoth(warned, "\"status\" : \"stop\"");
        both.inContender("\"status\" : \"stop\"", warned);
        assertThat(both.compare().verdict().status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(both.compare().guards()).extracting(FallenGuard::side).containsExactly("baseline", "contender");
    }

    private static ExampleResult retrieving(ExampleResult row, double ms) {
        CallMeasurement was = row.measurement();
        return row.with(new CallMeasurement(
                was.inputTokens(),
                was.outputTokens(),
                was.loadMs(),
                was.totalMs() == null ? null : Double.valueOf(ms),
                was.ttftMs(),
                was.prefillMs(),
                was.decodeMs(),
                was.totalMs()));
    }

    private TwoRuns runs(String name, List<ExampleResult> before, List<ExampleResult> after) {
        return TwoRuns.of(folder.resolve(name), results(before), results(after));
    }

    private static RunResults results(List<ExampleResult> rows) {
        return RunResults.of(RunFixture.provenance(List.of(), RunFixture.LABELS, List.of()), rows, Metric.ACCURACY);
    }

    private static Outcome answer(boolean right) {
        return right ? RunFixture.answered("billing", "billing", 1) : RunFixture.answered("shipping", "shipping", 0);
    }

    private static ModeComparison mode(Comparison comparison, String name) {
        return comparison.modes().stream()
                .filter(mode -> mode.mode().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Quality quality(ModeComparison mode) {
        return Objects.requireNonNull(mode.quality());
    }
}
