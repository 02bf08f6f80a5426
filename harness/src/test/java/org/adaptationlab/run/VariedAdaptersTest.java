package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.lab.Variation.Setting;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.VariedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedAdaptersTest {

    @TempDir
    private Path folder;

    private RunBench bench;
    private RunEnvironment environment;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
        environment = bench.environment(
                new FakeRuntime(RunBench::right), () -> false, Instant.EPOCH, RunBench.clockOfMillis());
    }

    @Test
    void trainsTheAdaptersOfAllValuesAtOnceAndOnlyOnce() {
        List<VariedPlan> plans = plans(new ModeDefinition("lora", false, Fixtures.lora(List.of(1L, 2L))));
        VariedAdapters adapters = new VariedAdapters(plans);

        adapters.train(plans.get(0).plan(), environment);
        adapters.train(plans.get(1).plan(), environment);

        assertThat(bench.trainings)
                .extracting(plan -> plan.examples().size() + " examples, seed " + plan.seed())
                .containsExactly(
                        "2 examples, seed 1", "2 examples, seed 2", "4 examples, seed 1", "4 examples, seed 2");
        assertThat(bench.trainingProcesses).hasSize(1);
    }

    @Test
    void trainsNothingWhereNoModeHasAnAdapter() {
        List<VariedPlan> plans = plans(new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0)));

        new VariedAdapters(plans).train(plans.get(0).plan(), environment);

        assertThat(bench.trainings).isEmpty();
    }

    private List<VariedPlan> plans(ModeDefinition mode) {
        Variation vary = new Variation(Setting.TRAINING_EXAMPLES, List.of("2", "4"));
        return VariedPlan.of(
                Fixtures.lab(folder, vary, List.of(mode)),
                point -> RunPlanner.plan(
                        point,
                        Fixtures.dataset(folder),
                        Fixtures.base(),
                        new FakeRuntime(RunBench::right),
                        Fixtures.request(folder)));
    }
}
