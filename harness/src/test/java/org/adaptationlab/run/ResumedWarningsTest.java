package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedWarningsTest {

    private static final int STOP_AFTER = 30;

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aResumedRunKeepsTheWarningsOfAllItsPartsOnceEach() {
        RunFolder runFolder = RunFolder.create(folder.resolve("results"), "fruit", "run-1");
        assertThatThrownBy(() -> runner("first trouble", Instant.EPOCH, STOP_AFTER).start(runFolder, "run-1"))
                .isInstanceOf(RunInterruptedException.class);
        asked.set(0);

        runner("other trouble", Instant.EPOCH.plusSeconds(60), Integer.MAX_VALUE).resume(runFolder);

        assertThat(RunResults.read(runFolder).provenance().warnings())
                .doesNotHaveDuplicates()
                .anyMatch(warning -> warning.startsWith("prompt: ") && warning.contains("first trouble"))
                .anyMatch(warning -> warning.startsWith("few-shot: ") && warning.contains("other trouble"));
    }

    /** Every call for a training example, which only warming up asks, breaks. */
    private LabRunner runner(String trouble, Instant now, int stopAfter) {
        FakeRuntime runtime = new FakeRuntime(request -> answer(request, trouble));
        RunPlan plan = RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                runtime,
                Fixtures.request(folder.resolve("results"), "prompt", "few-shot"));
        RunEnvironment environment = new RunEnvironment(
                runtime,
                new FakeAdapters(folder, new ArrayList<>(), List.of(1.0)),
                new PassageIndexStore(folder.resolve("indexes"), new TextEmbedder(), System::nanoTime),
                InstantSource.fixed(now),
                System::nanoTime,
                () -> asked.get() >= stopAfter,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        return new LabRunner(plan, environment, 3);
    }

    private String answer(GenerationRequest request, String trouble) throws GenerationException {
        asked.incrementAndGet();
        if (FakeRuntime.question(request).contains("number train")) {
            throw GenerationException.failed(trouble, null);
        }
        return "\"apple\"";
    }
}
