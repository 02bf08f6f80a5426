package org.adaptationlab.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.train.TrainingPlan;

/** Runs the small lab of {@link Fixtures} on fakes, in a run folder of its own. */
final class RunBench {

    static final int MAX_FAILURES = 3;

    /** What was asked to be trained. */
    final List<TrainingPlan> trainings = new ArrayList<>();

    /** How many adapters each training process was asked for. */
    final List<Integer> trainingProcesses = new ArrayList<>();

    final RunFolder runFolder;
    /** Of each training from now on. */
    List<Double> losses = List.of(1.0);

    private final Path folder;

    RunBench(Path folder) {
        this.folder = folder;
        runFolder = RunFolder.create(folder.resolve("results"), "fruit", "run-1");
    }

    RunPlan plan(String... modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(RunBench::right),
                Fixtures.request(folder.resolve("results"), modes));
    }

    RunPlan plan(List<ModeDefinition> modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder, null, modes),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(RunBench::right),
                Fixtures.request(folder.resolve("results")));
    }

    RunResults start(FakeRuntime runtime, RunPlan plan) {
        run(runtime, plan, () -> false);
        return RunResults.read(runFolder);
    }

    void run(FakeRuntime runtime, RunPlan plan, BooleanSupplier stop) {
        new LabRunner(plan, environment(runtime, stop), MAX_FAILURES).start(runFolder, "run-1");
    }

    RunResults resume(FakeRuntime runtime, RunPlan plan) {
        new LabRunner(plan, environment(runtime, () -> false), MAX_FAILURES).resume(runFolder);
        return RunResults.read(runFolder);
    }

    RunEnvironment environment(FakeRuntime runtime, BooleanSupplier stop) {
        return environment(runtime, stop, Instant.EPOCH, clockOfMillis());
    }

    RunEnvironment environment(FakeRuntime runtime, BooleanSupplier stop, Instant now, LongSupplier clock) {
        return new RunEnvironment(
                runtime,
                new FakeAdapters(folder, trainings, losses, trainingProcesses),
                new PassageIndexStore(folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime),
                InstantSource.fixed(now),
                clock,
                stop,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
    }

    /** Each look at the clock is a millisecond later. */
    static LongSupplier clockOfMillis() {
        AtomicLong nanos = new AtomicLong();
        return () -> nanos.addAndGet(1_000_000);
    }

    static SummaryRow summary(RunResults results, String mode) {
        return Objects.requireNonNull(results.byMode().get(mode));
    }

    /** Knows every answer. */
    static String right(GenerationRequest request) {
        return FakeRuntime.question(request).contains("red") ? "\"apple\"" : "\"pear\"";
    }
}
