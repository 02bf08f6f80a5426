package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run asks beside the examples: whether an adapter has an effect, and how fast the model is. */
class ProbesTest {

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    @Test
    void stopsBeforeMeasuringAnAdapterThatIsNotAppliedThoughItsTrainingWentWell() {
        bench.losses = List.of(2.0, 0.5);
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        assertThatThrownBy(() -> bench.run(runtime, bench.plan("lora"), () -> false))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("adapter-effect: lora (seed 1): 2 of 2 probe answers are the same")
                .hasMessageContaining("from 2.000 to 0.500");
        assertThat(runtime.requests)
                .noneMatch(request -> FakeRuntime.question(request).contains("test"));
        assertThat(bench.runFolder.path()).as("nothing was measured").doesNotExist();
    }

    @Test
    void warnsOfAnAdapterWithoutVisibleEffectOnly() {
        GuardResult found = effect(bench.start(new FakeRuntime(RunBench::right), bench.plan("lora")));
        assertThat(found.status()).isEqualTo(GuardResult.Status.WARN);
        assertThat(found.detail()).contains("lora (seed 1): 2 of 2", "lora (seed 2): 2 of 2");
    }

    @Test
    void saysNothingOfAnAdapterThatChangesAnswers() {
        bench.losses = List.of(2.0, 0.5);
        FakeRuntime[] runtime = new FakeRuntime[1];
        runtime[0] = new FakeRuntime(request -> "x" + runtime[0].served.size());
        assertThat(effect(bench.start(runtime[0], bench.plan("prompt", "lora"))).status())
                .isEqualTo(GuardResult.Status.PASS);
        assertThat(runtime[0].served).hasSize(3);
    }

    @Test
    void goesOnWhereTheProbesCannotBeAsked() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (request.jsonSchema() == null && FakeRuntime.question(request).contains("train")) {
                throw GenerationException.failed("connection reset", null);
            }
            return RunBench.right(request);
        });
        assertThat(effect(bench.start(runtime, bench.plan("lora"))).detail())
                .contains("could not be checked: connection reset");
    }

    private static GuardResult effect(RunResults results) {
        return results.provenance().guards().stream()
                .filter(guard -> guard.name().equals("adapter-effect"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void probesEachModeBesideWhatIsMeasured() {
        FakeRuntime runtime = new FakeRuntime(RunBench::right);
        RunResults results = bench.start(runtime, bench.plan("prompt", "nearest"));

        assertThat(results.examples()).hasSize(16);
        assertThat(results.provenance().probes())
                .containsExactly(
                        new Provenance.LatencyProbe("prompt", null, 11.0, 11.0, 11.0, 11.0),
                        new Provenance.LatencyProbe("nearest", null, 11.0, 11.0, 11.0, 11.0));
        List<String> prompts = runtime.afterPreflight().stream()
                .filter(request -> !runtime.measured().contains(request))
                .map(request -> request.messages().get(0).text())
                .toList();
        assertThat(prompts).hasSize(10 + 3).allSatisfy(text -> assertThat(text).doesNotContain("apple"));
        assertThat(new HashSet<>(prompts))
                .as("a warm prompt follows each of three cold ones; the probe between two modes serves both")
                .hasSize(10);
    }

    @Test
    void aProbeThatFailsIsNotMeasuredAndHarmsNothing() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (!FakeRuntime.question(request).contains("number")) {
                throw GenerationException.failed("connection reset", null);
            }
            return RunBench.right(request);
        });
        RunResults results = bench.start(runtime, bench.plan("prompt"));
        assertThat(results.provenance().probes())
                .containsExactly(new Provenance.LatencyProbe("prompt", null, null, null, null, null));
        assertThat(results.examples()).hasSize(8);
    }
}
