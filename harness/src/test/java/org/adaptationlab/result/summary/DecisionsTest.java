package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {

    @TempDir
    private Path folder;

    @Test
    void areMadeAgainFromTheFilesAlone() {
        RunFolder run = new RunFolder(folder);
        RunFixture.tickets(Map.of("prompt", 0.2, "few-shot", 0.2, "rag", 0.2, "nearest", 0.6, "lora", 0.57))
                .write(run);

        RunResults read = RunResults.read(run);
        Decision recorded = Objects.requireNonNull(read.provenance().decision());
        Decision again = Decisions.of(read.provenance(), read.examples(), read.summaries())
                .orElseThrow();

        assertThat(again.recommended()).isEqualTo(recorded.recommended());
        assertThat(again)
                .usingRecursiveComparison()
                .withComparatorForType(DecisionsTest::closeTo, Double.class)
                .isEqualTo(recorded);
    }

    @Test
    void areMadeWhereARunOfAnEarlierVersionHasNone() {
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

        assertThat(Objects.requireNonNull(RunResults.read(run).provenance().decision())
                        .recommended())
                .isEqualTo("lora");
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

    /** Times in CSV files have three decimals. */
    private static int closeTo(double a, double b) {
        return Math.abs(a - b) <= 1e-4 * Math.max(1e-9, Math.abs(b)) ? 0 : Double.compare(a, b);
    }
}
