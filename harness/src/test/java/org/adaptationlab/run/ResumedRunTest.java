package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.plan.RunPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped goes on where it was. */
class ResumedRunTest {

    @TempDir
    private Path folder;

    private RunBench bench;

    @BeforeEach
    void makeBench() {
        bench = new RunBench(folder);
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() {
        int[] asked = {0};
        FakeRuntime first = new FakeRuntime(request -> {
            asked[0]++;
            return RunBench.right(request);
        });
        assertThatThrownBy(() -> bench.run(first, bench.plan(), () -> asked[0] >= 15))
                .isInstanceOf(RunInterruptedException.class);
        int finished = JournalContent.read(bench.runFolder.journal()).examples().size();
        assertThat(finished).isPositive();

        FakeRuntime second = new FakeRuntime(RunBench::right);
        List<ExampleResult> rows = bench.resume(second, bench.plan()).examples();
        assertThat(rows).hasSize(6 * 8);
        Set<List<Object>> calls = new HashSet<>();
        rows.forEach(row -> calls.add(List.of(row.mode(), row.exampleId())));
        assertThat(calls).hasSize(6 * 8);
        long measuredAgain = second.requests.stream()
                .map(FakeRuntime::question)
                .filter(question -> question.contains("test"))
                .count();
        assertThat(measuredAgain).isEqualTo(6 * 8 - finished);
    }

    @Test
    void aResumedRunBeganWithItsFirstPartAndLastedAsLongAsBoth() {
        AtomicInteger asked = new AtomicInteger();
        FakeRuntime first = new FakeRuntime(request -> {
            asked.incrementAndGet();
            return RunBench.right(request);
        });
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        assertThatThrownBy(() -> new LabRunner(
                                bench.plan("prompt", "few-shot"),
                                bench.environment(first, () -> asked.get() >= 24, start, RunBench.clockOfMillis()),
                                3)
                        .start(bench.runFolder, "run-1"))
                .isInstanceOf(RunInterruptedException.class);
        double secondsOfFirstPart = JournalContent.read(bench.runFolder.journal())
                .parts()
                .get(0)
                .seconds()
                .total();
        assertThat(secondsOfFirstPart).isPositive();

        new LabRunner(
                        bench.plan("prompt", "few-shot"),
                        bench.environment(
                                new FakeRuntime(RunBench::right),
                                () -> false,
                                start.plusSeconds(3600),
                                RunBench.clockOfMillis()),
                        3)
                .resume(bench.runFolder);

        Provenance run = RunResults.read(bench.runFolder).provenance();
        assertThat(run.started()).isEqualTo(start);
        double secondsOfSecondPart = JournalContent.read(bench.runFolder.journal())
                .parts()
                .get(1)
                .seconds()
                .total();
        assertThat(run.seconds().total()).isCloseTo(secondsOfFirstPart + secondsOfSecondPart, within(0.1));
        assertThat(run.probes()).extracting(Provenance.LatencyProbe::mode).containsExactly("prompt", "few-shot");
    }

    @Test
    void aResumedRunAsksFailedCallsAgain() {
        FakeRuntime down = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).contains("test")) {
                throw GenerationException.failed("connection refused", null);
            }
            return RunBench.right(request);
        });
        assertThatThrownBy(() -> bench.start(down, bench.plan("prompt"))).isInstanceOf(RunFailedException.class);

        RunResults results = bench.resume(new FakeRuntime(RunBench::right), bench.plan("prompt"));
        assertThat(results.provenance().failure()).isNull();
        assertThat(results.examples())
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.outcome().word()).isEqualTo("answered"));
    }

    @Test
    void aResumedRunAsksAClassifierOnlyWhatIsMissing() {
        RunPlan plan = bench.plan(List.of(
                new ModeDefinition("words", false, new ClassifierSpec(ClassifierSpec.Features.TFIDF, 1)),
                new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0))));
        assertThatThrownBy(() -> bench.run(new FakeRuntime(RunBench::right), plan, () -> true))
                .isInstanceOf(RunInterruptedException.class);

        RunResults results = bench.resume(new FakeRuntime(RunBench::right), plan);
        assertThat(results.examples()).hasSize(16);
        assertThat(results.provenance().modes()).hasSize(2);
    }

    @Test
    void aResumedRunKeepsTheWarningsOfAllItsParts() {
        RunPlan plan = bench.plan("prompt", "few-shot");
        int[] asked = {0};
        FakeRuntime first = new FakeRuntime(request -> {
            asked[0]++;
            return breaksWarmUps(request, "first trouble");
        });
        assertThatThrownBy(() -> bench.run(first, plan, () -> asked[0] >= 24))
                .isInstanceOf(RunInterruptedException.class);

        RunResults results = bench.resume(new FakeRuntime(request -> breaksWarmUps(request, "other trouble")), plan);

        assertThat(results.provenance().warnings())
                .anyMatch(warning -> warning.startsWith("prompt: ") && warning.contains("first trouble"))
                .anyMatch(warning -> warning.startsWith("few-shot: ") && warning.contains("other trouble"))
                .doesNotHaveDuplicates();
    }

    /** Only preflight and warming up ask for training examples. */
    private static String breaksWarmUps(GenerationRequest request, String trouble) throws GenerationException {
        boolean preflight = String.valueOf(request.cacheGroup()).startsWith("preflight");
        if (!preflight && FakeRuntime.question(request).contains("number train")) {
            throw GenerationException.failed(trouble, null);
        }
        return RunBench.right(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no file", "", "{\"header\":{\"schema_version\":1,\"run"})
    void aRunKilledBeforeTheFirstLineOfItsJournalBeginsInItsFolder(String journal) throws IOException {
        if (!journal.equals("no file")) {
            Files.writeString(bench.runFolder.journal(), journal);
        }

        RunResults run = bench.resume(new FakeRuntime(RunBench::right), bench.plan("prompt"));

        assertThat(run.examples()).hasSize(8);
        assertThat(run.provenance().run().runId()).isEqualTo("run-1");
        assertThat(JournalContent.read(bench.runFolder.journal()).examples()).hasSize(8);
    }

    @Test
    void aRunWithoutItsJournalIsNotBegunOverItsResults() throws IOException {
        bench.start(new FakeRuntime(RunBench::right), bench.plan("prompt"));
        Files.delete(bench.runFolder.journal());

        assertThatThrownBy(() -> bench.resume(new FakeRuntime(RunBench::right), bench.plan("prompt")))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("has results but no journal");
        assertThat(bench.runFolder.journal()).doesNotExist();
    }

    @Test
    void refusesToResumeUnderAnotherPlan() {
        assertThatThrownBy(() -> bench.run(new FakeRuntime(RunBench::right), bench.plan("prompt"), () -> true))
                .isInstanceOf(RunInterruptedException.class);
        assertThatThrownBy(() -> bench.resume(new FakeRuntime(RunBench::right), bench.plan("prompt", "few-shot")))
                .isInstanceOf(ResultFormatException.class);
    }
}
