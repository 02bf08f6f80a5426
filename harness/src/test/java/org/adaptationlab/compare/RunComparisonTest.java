package org.adaptationlab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.compare.finding.ModeComparison.Further;
import org.adaptationlab.compare.finding.ModeComparison.Pairs;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.format.ComparisonFormat;
import org.adaptationlab.result.AnswersFixture;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.StatisticsFixture;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MatchedPairs;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {

    private static final ModeIdentity PROMPT = new ModeIdentity("prompt", "prompt", null, null);

    @TempDir
    private Path folder;

    @Test
    void findsNoDifferenceBetweenARunAndItself() {
        Comparison comparison = TwoRuns.same(folder).compare();

        assertThat(comparison.verdict().status()).isEqualTo(Status.PASS);
        assertThat(comparison.verdict().answer())
                .isEqualTo("No difference in quality: the same examples are right in all 5 modes.");
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.modes()).hasSize(5).allSatisfy(mode -> {
            assertThat(quality(mode).difference()).isZero();
            assertThat(quality(mode).p()).isEqualTo(1);
            assertThat(mode.flips()).isEqualTo(new Flips(0, 0, List.of()));
            assertThat(mode.waiting().ratio()).isEqualTo(1);
        });
    }

    @Test
    void saysThatTheSameIsRightWhereSoFewExamplesRuleNothingOut() {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(RunFixture.row(PROMPT, "t" + i, 1, answer(i % 3 > 0)));
        }

        Comparison comparison = runs("few", rows, rows).compare();

        assertThat(comparison.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(comparison.verdict().passed()).isTrue();
        assertThat(comparison.verdict().details().get(0))
                .isEqualTo("The same examples are right in both runs, in the one mode.");
    }

    @Test
    void listsWhatGotWorseAndTheExamplesThatFlipped() {
        Comparison comparison = TwoRuns.worse(folder).compare();

        assertThat(comparison.verdict().status()).isEqualTo(Status.FAIL);
        assertThat(comparison.verdict().answer()).isEqualTo("Worse than allowed: quality of lora.");
        ModeComparison lora = mode(comparison, "lora");
        Quality quality = quality(lora);
        assertThat(quality.finding()).isEqualTo(Finding.WORSE);
        assertThat(quality.difference()).isCloseTo(0.5 - 89 / 120.0, within(1e-9));
        assertThat(lora.flips().lost()).isEqualTo(quality.pairs().baselineOnly());
        assertThat(lora.flips().gained()).isEqualTo(quality.pairs().contenderOnly());
        assertThat(lora.flips().examples())
                .hasSize(lora.flips().lost() + lora.flips().gained())
                .allSatisfy(flip -> assertThat(flip.isLost() ? flip.baselineAnswer() : flip.contenderAnswer())
                        .isEqualTo(flip.target()));
        assertThat(comparison.changes())
                .extracting(ProvenanceChange::field)
                .containsExactly("adapter of lora", "lab digest", "lab file", "harness version");
        assertThat(comparison.changes().get(2)).isEqualTo(new ProvenanceChange("lab file", null, "margin: 0.05"));
        assertThat(comparison.verdict().details())
                .anySatisfy(detail -> assertThat(detail).startsWith("Other adapters in lora: "));
    }

    @Test
    void adjustsPValuesAndIntervalsForAllModes() {
        Comparison all = TwoRuns.worse(folder).compare();
        Quality among = quality(mode(all, "lora"));
        Quality alone = quality(oneMode("alone", 10, 3));

        assertThat(among.pHolm()).isCloseTo(5 * among.p(), within(1e-12));
        assertThat(alone.pHolm()).isEqualTo(alone.p());
        assertThat(alone.interval()).isEqualTo(new MatchedPairs(60, 3, 10).interval(Level.FIVE_PERCENT));
        assertThat(alone.intervalMethod()).isEqualTo("matched-pairs");
        assertThat(alone.test()).isEqualTo("mcnemar");
        Pairs pairs = among.pairs();
        assertThat(among.interval())
                .isEqualTo(new MatchedPairs(pairs.n(), pairs.contenderOnly(), pairs.baselineOnly())
                        .interval(Level.FIVE_PERCENT.sharedBy(5)));
        assertThat(among.detectableDrop())
                .isEqualTo(MinimumDetectableEffect.of(120, 0.3, Level.FIVE_PERCENT.sharedBy(5))
                        .orElseThrow());
    }

    @Test
    void comparesMeansOverRepetitionsAndAdapters() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (int repetition = 1; repetition <= 3; repetition++) {
                before.add(RunFixture.row(PROMPT, "t" + i, repetition, answer(repetition < 3)));
            }
            after.add(RunFixture.row(PROMPT, "t" + i, 1, answer(i < 5)));
        }

        ModeComparison mode = runs("means", before, after).compare().modes().get(0);

        assertThat(quality(mode).baseline()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(quality(mode).difference()).isCloseTo(0.25 - 2 / 3.0, within(1e-12));
        assertThat(quality(mode).test()).isEqualTo("permutation");
        assertThat(quality(mode).pairs()).isEqualTo(new Pairs(20, 5, 15, 0, 0));
        assertThat(mode.flips().lost()).isEqualTo(15);
    }

    @Test
    void takesAdaptersThatDifferForSamplesAndThoseOfBothSidesForWhatTheyAre() {
        List<ExampleResult> before = adapters(1);
        List<ExampleResult> after = adapters(4);

        assertThat(quality(runs("same", before, before).compare().modes().get(0))
                        .test())
                .isEqualTo("permutation");
        ModeComparison other = runs("other", before, after).compare().modes().get(0);
        assertThat(quality(other).test()).isEqualTo("crossed");
        assertThat(other.coverage().sameAdapters()).isFalse();
    }

    @Test
    void takesExamplesOfOneDocumentTogether() {
        RunResults documents = StatisticsFixture.documents();
        ModeComparison prompt =
                TwoRuns.of(folder, documents, documents).compare().modes().get(0);

        assertThat(prompt.mode()).isEqualTo("prompt");
        assertThat(quality(prompt).test()).isEqualTo("cluster-permutation");
    }

    /** Thirty examples that all lose: none of the drawn sign patterns is as extreme. */
    @Test
    void showsAPValueThatIsOnlyABoundAsOne() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (int repetition = 1; repetition <= 3; repetition++) {
                before.add(RunFixture.row(PROMPT, "t" + i, repetition, answer(repetition < 3)));
            }
            after.add(RunFixture.row(PROMPT, "t" + i, 1, answer(false)));
        }

        Comparison comparison = runs("bound", before, after).compare();

        assertThat(quality(comparison.modes().get(0)).pIsBound()).isTrue();
        assertThat(ComparisonFormat.TEXT.of(comparison)).contains("≤ 0.0001");
        assertThat(ComparisonFormat.JSON.of(comparison)).contains("\"p_is_bound\" : true");
    }

    @Test
    void comparesFurtherMetricsToo() {
        RunResults before = AnswersFixture.handbook();
        List<ScoreRow> better = before.scores().stream()
                .map(row -> row.metric().equals("token_f1")
                        ? new ScoreRow(row.mode(), row.exampleId(), row.repetition(), row.metric(), 1)
                        : row)
                .toList();
        TwoRuns runs = TwoRuns.of(
                folder, before, RunResults.of(before.provenance(), before.examples(), better, Metric.ANSWER_MATCH));

        ModeComparison closed = runs.compare().modes().get(0);

        assertThat(closed.further()).extracting(Further::metric).containsExactly("exact_match", "token_f1", "refused");
        Further f1 = closed.further().get(1);
        assertThat(f1.n()).isEqualTo(5);
        assertThat(f1.difference()).isCloseTo(0.5, within(1e-12));
        assertThat(f1.interval().low()).isLessThan(0);
        Path copy = folder.resolve("copy");
        BaselineCopy.write(runs.baseline(), copy);
        assertThat(RunComparison.compare(copy, runs.contender(), ComparisonSettings.DEFAULT)
                        .modes()
                        .get(0)
                        .further())
                .isEqualTo(closed.further());
    }

    private static List<ExampleResult> adapters(int firstSeed) {
        List<ExampleResult> rows = new ArrayList<>();
        Random random = new Random(firstSeed);
        for (int seed = firstSeed; seed < firstSeed + 3; seed++) {
            ModeIdentity lora = new ModeIdentity("lora", "lora", ("a" + seed).repeat(32), (long) seed);
            for (int i = 0; i < 40; i++) {
                rows.add(RunFixture.row(lora, "t" + i, 1, answer(random.nextInt(3) > 0)));
            }
        }
        return rows;
    }

    @Test
    void turnsRoundWhenTheSidesAreExchanged() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<ExampleResult> a = rows(random);
            List<ExampleResult> b = rows(random);
            ModeComparison there = runs("there" + seed, a, b).compare().modes().get(0);
            ModeComparison back = runs("back" + seed, b, a).compare().modes().get(0);

            assertThat(quality(there).difference()).isEqualTo(-quality(back).difference());
            assertThat(quality(there).interval().low())
                    .isCloseTo(-quality(back).interval().high(), within(1e-9));
            assertThat(quality(there).p()).isCloseTo(quality(back).p(), within(1e-12));
            assertThat(there.flips().lost()).isEqualTo(back.flips().gained());
            assertThat(quality(there).pairs().n())
                    .isEqualTo(there.flips().lost()
                            + there.flips().gained()
                            + quality(there).pairs().both()
                            + quality(there).pairs().neither());
        }
    }

    @Test
    void asksNotInWhichOrderTheRowsStand() {
        List<ExampleResult> a = rows(new Random(1));
        List<ExampleResult> b = rows(new Random(2));
        List<ExampleResult> shuffled = new ArrayList<>(b);
        Collections.shuffle(shuffled, new Random(3));

        assertThat(quality(runs("straight", a, b).compare().modes().get(0)))
                .isEqualTo(
                        quality(runs("shuffled", a, shuffled).compare().modes().get(0)));
    }

    @Test
    void leavesOutAndCountsWhatOnlyOneSideHas() {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            before.add(RunFixture.row(PROMPT, "t" + i, 1, answer(true)));
            after.add(RunFixture.row(PROMPT, "t" + (i + 2), 1, i == 4 ? new Outcome.Failed("gone") : answer(true)));
        }
        before.add(RunFixture.row(new ModeIdentity("rag", "rag", null, null), "t1", 1, answer(true)));

        Comparison comparison = runs("sides", before, after).compare();

        ModeComparison.Coverage coverage = comparison.modes().get(0).coverage();
        assertThat(coverage.baselineOnlyIds()).containsExactly("t0", "t1");
        assertThat(coverage.contenderOnlyIds()).containsExactly("t12", "t13");
        assertThat(coverage.unjudgedInContender()).isEqualTo(1);
        assertThat(coverage.newlyFailed()).isEqualTo(1);
        assertThat(quality(comparison.modes().get(0)).pairs()).isEqualTo(new Pairs(10, 9, 1, 0, 0));
        assertThat(comparison.baselineOnlyModes()).containsExactly("rag");
        assertThat(comparison.checks())
                .contains(new Check(
                        "rag",
                        "coverage",
                        Status.FAIL,
                        "the contender did not measure this mode; measure it too, or make a baseline without it"));
    }

    @Test
    void needsNothingButTwoCsvFiles() {
        TwoRuns runs = TwoRuns.worse(folder);

        Comparison whole = runs.compare();
        Comparison bare = RunComparison.compare(
                runs.baseline().resolve("examples.csv"),
                runs.contender().resolve("examples.csv"),
                ComparisonSettings.DEFAULT);

        assertThat(bare.verdict().answer()).isEqualTo(whole.verdict().answer());
        assertThat(bare.modes()).extracting(ModeComparison::flips).isEqualTo(flips(whole));
        assertThat(bare.verdict().details())
                .contains("Changed: adapter of lora (run.json is missing on a side: this is what the CSV files say).");
    }

    private ModeComparison oneMode(String name, int lost, int gained) {
        List<ExampleResult> before = new ArrayList<>();
        List<ExampleResult> after = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean flipped = i < lost + gained;
            before.add(RunFixture.row(PROMPT, "t" + i, 1, answer(!flipped || i < lost)));
            after.add(RunFixture.row(PROMPT, "t" + i, 1, answer(!flipped || i >= lost)));
        }
        return runs(name, before, after).compare().modes().get(0);
    }

    private static List<ExampleResult> rows(Random random) {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int calls = 1 + random.nextInt(2);
            for (int repetition = 1; repetition <= calls; repetition++) {
                Outcome outcome = answer(random.nextBoolean());
                rows.add(RunFixture.row(PROMPT, "t" + i, repetition, outcome));
            }
        }
        return rows;
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

    private static List<Flips> flips(Comparison comparison) {
        return comparison.modes().stream().map(ModeComparison::flips).toList();
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
