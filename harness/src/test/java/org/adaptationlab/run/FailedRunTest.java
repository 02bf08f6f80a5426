package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of calls that fail, answers that can't be read, and what stops it before it measures. */
class FailedRunTest {

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    @Test
    void aFailedCallIsCountedAndHasNoScore() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).endsWith("test3")) {
                throw GenerationException.failed("connection reset", null);
            }
            return RunBench.right(request);
        });
        assertThatThrownBy(() -> bench.start(runtime, bench.plan("prompt", "few-shot")))
                .isInstanceOf(GuardException.class);
        RunResults results = RunResults.read(bench.runFolder);
        SummaryRow prompt = RunBench.summary(results, "prompt");
        assertThat(prompt.counts().failed()).isEqualTo(1);
        assertThat(prompt.quality().value()).isEqualTo(1.0);
        assertThat(results.comparisons().get(0).pairs().n()).isEqualTo(7);
    }

    @Test
    void aFailedCallSaysHowOftenItWasMadeAgain() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).endsWith("test3")) {
                throw GenerationException.failed("connection refused", null).afterRetries(3);
            }
            return RunBench.right(request);
        });
        assertThatThrownBy(() -> bench.start(runtime, bench.plan("prompt"))).isInstanceOf(GuardException.class);

        assertThat(RunResults.read(bench.runFolder).examples())
                .filteredOn(row -> row.outcome() instanceof Outcome.Failed)
                .extracting(ExampleResult::retries)
                .containsExactly(3);
    }

    @Test
    void endsAsFailedWhenTooManyCallsFailAndKeepsWhatIsFinished() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).contains("test")) {
                throw GenerationException.failed("connection refused", null);
            }
            return RunBench.right(request);
        });
        assertThatThrownBy(() -> bench.start(runtime, bench.plan("prompt")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("--max-failures 3")
                .hasMessageContaining("connection refused");
        assertThat(RunResults.read(bench.runFolder).examples()).hasSize(4);
        assertThat(RunResults.read(bench.runFolder).provenance().failure()).contains("4 calls failed");
    }

    @Test
    void unreadableAndEmptyAnswersAreWrongAndCounted() {
        FakeRuntime runtime =
                new FakeRuntime(request -> FakeRuntime.question(request).endsWith("test0") ? "" : "a plum");
        assertThatThrownBy(() -> bench.start(runtime, bench.plan("prompt"))).isInstanceOf(GuardException.class);
        SummaryRow row = RunBench.summary(RunResults.read(bench.runFolder), "prompt");
        assertThat(row.counts().unparsed()).isEqualTo(8);
        assertThat(row.quality().value()).isEqualTo(0.0);
    }

    @Test
    void refusesAnUnusableAdapterBeforeAnythingIsMeasured() {
        BaseModel onlyOnTheServer = new BaseModel("llama3.1:8b", "digest", null, null);
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        RunPlan plan = RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                onlyOnTheServer,
                runtime,
                Fixtures.request(folder.resolve("results")));
        assertThatThrownBy(() -> bench.run(runtime, plan, () -> false))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("training needs the weights of llama3.1:8b");
        assertThat(runtime.requests).isEmpty();
        assertThat(bench.runFolder.path()).as("nothing was measured").doesNotExist();
    }
}
