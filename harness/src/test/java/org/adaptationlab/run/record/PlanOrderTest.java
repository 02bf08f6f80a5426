package org.adaptationlab.run.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.plan.RunPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanOrderTest {

    private static final Duration QUICK = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void ordersByModeThenAdapterThenRepetitionThenExample() {
        RunPlan plan = plan(2);
        List<ExampleResult> wanted = new ArrayList<>();
        for (ModeIdentity mode : List.of(mode("prompt", null), mode("lora", 1L), mode("lora", 2L))) {
            for (int repetition = 1; repetition <= 2; repetition++) {
                wanted.add(row(mode, 0, repetition));
                wanted.add(row(mode, 1, repetition));
            }
        }

        assertThat(new PlanOrder(plan).of(shuffled(wanted))).isEqualTo(wanted);
    }

    /** Looking each place up in a list takes minutes for so many. */
    @Test
    void takesNoTimeForManyExamples() {
        int count = 60_000;
        RunPlan plan = plan(count);
        ModeIdentity mode = mode("prompt", null);
        List<ExampleResult> wanted =
                IntStream.range(0, count).mapToObj(i -> row(mode, i, 1)).toList();
        List<ExampleResult> shuffled = shuffled(wanted);

        List<ExampleResult> sorted = assertTimeoutPreemptively(QUICK, () -> new PlanOrder(plan).of(shuffled));

        assertThat(sorted.equals(wanted)).isTrue();
    }

    private RunPlan plan(int examples) {
        Dataset data = Fixtures.dataset(folder);
        List<ModeDefinition> modes = List.of(
                new ModeDefinition("prompt", false, Fixtures.lora(List.of(1L))),
                new ModeDefinition("lora", false, Fixtures.lora(List.of(1L, 2L))));
        List<Example> asked = IntStream.range(0, examples)
                .mapToObj(i -> new Example(id(i), "text", "apple", List.of(), null, null, true))
                .toList();
        return new RunPlan(
                Fixtures.lab(folder, null, modes),
                data,
                Fixtures.base(),
                "embedded",
                "1",
                modes,
                data.train(),
                asked,
                new SamplingOptions(0, 42, 16, 512),
                2,
                1,
                ServerSettings.NONE);
    }

    private static List<ExampleResult> shuffled(List<ExampleResult> rows) {
        List<ExampleResult> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(42));
        return shuffled;
    }

    private static ModeIdentity mode(String name, @Nullable Long seed) {
        return new ModeIdentity(name, "lora", null, seed);
    }

    private static ExampleResult row(ModeIdentity mode, int example, int repetition) {
        return new ExampleResult(
                mode,
                id(example),
                null,
                repetition,
                new Outcome.Failed("no server"),
                "apple",
                CallMeasurement.NONE,
                List.of(),
                null,
                0,
                true,
                null);
    }

    /** Not in the order of the alphabet. */
    private static String id(int example) {
        return "example-" + (example * 7919L % 1_000_003);
    }
}
