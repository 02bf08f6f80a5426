package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.measure.GuardResult;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.JournalContent;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;
import org.adaptationlab.train.TrainingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabRunnerTest {

    @TempDir
    private Path folder;

    private final List<TrainingPlan> trainings = new ArrayList<>();
    private List<Double> losses = List.of(1.0);
    private RunFolder runFolder;

    @BeforeEach
    void makeRunFolder() {
        runFolder = RunFolder.create(folder.resolve("results"), "fruit", "run-1");
    }

    @Test
    void measuresEveryModeOnTheSameExamplesInTheSameOrder() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        RunResults results = start(runtime, plan());

        List<String> ids = results.examples().stream()
                .filter(row -> row.mode().mode().equals("prompt"))
                .map(ExampleResult::exampleId)
                .toList();
        assertThat(ids).hasSize(8);
        for (String mode : List.of("few-shot", "nearest", "rag")) {
            assertThat(results.examples().stream()
                            .filter(row -> row.mode().mode().equals(mode))
                            .map(ExampleResult::exampleId))
                    .isEqualTo(ids);
        }
        List<GenerationRequest> ofTest = runtime.measured().stream()
                .filter(request -> FakeRuntime.question(request).contains("test"))
                .toList();
        assertThat(ofTest.stream().map(GenerationRequest::sampling).distinct()).hasSize(1);
        assertThat(ofTest.stream().map(GenerationRequest::jsonSchema).distinct())
                .containsExactly("{\"type\":\"string\",\"enum\":[\"apple\",\"pear\"]}");
        assertThat(summary(results, "prompt").quality().value()).isEqualTo(1.0);
    }

    @Test
    void servesTheBaseOnceForModesThatShareItAndEachAdapterByItself() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        start(runtime, plan());
        assertThat(runtime.served).hasSize(3);
        assertThat(runtime.served.get(0)).isNull();
        assertThat(runtime.served.get(1))
                .isInstanceOfSatisfying(
                        AdapterRef.Weights.class,
                        adapter -> assertThat(adapter.gguf()).hasFileName("adapter-1.gguf"));
        assertThat(runtime.served.get(2))
                .isInstanceOfSatisfying(
                        AdapterRef.Weights.class,
                        adapter -> assertThat(adapter.gguf()).hasFileName("adapter-2.gguf"));
    }

    @Test
    void trainsOnThePoolOnlyWithThePromptsAndAnswersOfInference() {
        RunPlan plan = plan();
        start(new FakeRuntime(LabRunnerTest::right), plan);
        assertThat(trainings).hasSize(2);
        assertThat(trainings.get(0).examples()).hasSize(4).allSatisfy(example -> {
            assertThat(example.target()).isIn("\"apple\"", "\"pear\"");
            assertThat(example.messages().get(0).text()).isEqualTo("Sort into apple, pear.");
            assertThat(plan.pool().stream().map(pooled -> pooled.input()))
                    .contains(example.messages().get(1).text());
        });
    }

    @Test
    void aFailedCallIsCountedAndHasNoScore() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).endsWith("test3")) {
                throw GenerationException.failed("connection reset", null);
            }
            return right(request);
        });
        assertThatThrownBy(() -> start(runtime, plan("prompt", "few-shot"))).isInstanceOf(GuardException.class);
        RunResults results = RunResults.read(runFolder);
        SummaryRow prompt = summary(results, "prompt");
        assertThat(prompt.counts().failed()).isEqualTo(1);
        assertThat(prompt.quality().value()).isEqualTo(1.0);
        assertThat(results.comparisons().get(0).pairs().n()).isEqualTo(7);
    }

    @Test
    void endsAsFailedWhenTooManyCallsFailAndKeepsWhatIsFinished() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).contains("test")) {
                throw GenerationException.failed("connection refused", null);
            }
            return right(request);
        });
        assertThatThrownBy(() -> start(runtime, plan("prompt")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("--max-failures 3")
                .hasMessageContaining("connection refused");
        assertThat(RunResults.read(runFolder).examples()).hasSize(4);
        assertThat(RunResults.read(runFolder).provenance().failure()).contains("4 calls failed");
    }

    @Test
    void aResumedRunAsksFailedCallsAgain() {
        FakeRuntime down = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).contains("test")) {
                throw GenerationException.failed("connection refused", null);
            }
            return right(request);
        });
        assertThatThrownBy(() -> start(down, plan("prompt"))).isInstanceOf(RunFailedException.class);

        new LabRunner(plan("prompt"), environment(new FakeRuntime(LabRunnerTest::right), () -> false), 3)
                .resume(runFolder);
        RunResults results = RunResults.read(runFolder);
        assertThat(results.provenance().failure()).isNull();
        assertThat(results.examples())
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.outcome().word()).isEqualTo("answered"));
    }

    @Test
    void refusesAnUnusableAdapterBeforeAnythingIsMeasured() {
        BaseModel onlyOnTheServer = new BaseModel("llama3.1:8b", "digest", null, null);
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        RunPlan plan = RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                onlyOnTheServer,
                runtime,
                Fixtures.request(folder.resolve("results")));
        assertThatThrownBy(() -> run(runtime, plan, () -> false))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("--modes");
        assertThat(runtime.requests).isEmpty();
    }

    @Test
    void stopsBeforeMeasuringAnAdapterThatIsNotAppliedThoughItsTrainingWentWell() {
        losses = List.of(2.0, 0.5);
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        assertThatThrownBy(() -> run(runtime, plan("lora"), () -> false))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("adapter-effect: lora (seed 1): 4 of 4 probe answers are the same")
                .hasMessageContaining("from 2.000 to 0.500");
        assertThat(runtime.requests)
                .noneMatch(request -> FakeRuntime.question(request).contains("test"));
    }

    @Test
    void warnsOfAnAdapterWithoutVisibleEffectOnly() {
        GuardResult found = effect(start(new FakeRuntime(LabRunnerTest::right), plan("lora")));
        assertThat(found.status()).isEqualTo(GuardResult.Status.WARN);
        assertThat(found.detail()).contains("lora (seed 1): 4 of 4", "lora (seed 2): 4 of 4");
    }

    @Test
    void saysNothingOfAnAdapterThatChangesAnswers() {
        losses = List.of(2.0, 0.5);
        FakeRuntime[] runtime = new FakeRuntime[1];
        runtime[0] = new FakeRuntime(request -> "x" + runtime[0].served.size());
        assertThat(effect(start(runtime[0], plan("prompt", "lora"))).status()).isEqualTo(GuardResult.Status.PASS);
        assertThat(runtime[0].served).hasSize(3);
    }

    @Test
    void goesOnWhereTheProbesCannotBeAsked() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (request.jsonSchema() == null && FakeRuntime.question(request).contains("train")) {
                throw GenerationException.failed("connection reset", null);
            }
            return right(request);
        });
        assertThat(effect(start(runtime, plan("lora"))).detail()).contains("could not be checked: connection reset");
    }

    private static GuardResult effect(RunResults results) {
        return results.provenance().guards().stream()
                .filter(guard -> guard.name().equals("adapter-effect"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void unreadableAndEmptyAnswersAreWrongAndCounted() {
        FakeRuntime runtime =
                new FakeRuntime(request -> FakeRuntime.question(request).endsWith("test0") ? "" : "a plum");
        assertThatThrownBy(() -> start(runtime, plan("prompt"))).isInstanceOf(GuardException.class);
        SummaryRow row = summary(RunResults.read(runFolder), "prompt");
        assertThat(row.counts().unparsed()).isEqualTo(8);
        assertThat(row.quality().value()).isEqualTo(0.0);
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() {
        int[] asked = {0};
        FakeRuntime first = new FakeRuntime(request -> {
            asked[0]++;
            return right(request);
        });
        assertThatThrownBy(() -> run(first, plan(), () -> asked[0] >= 15)).isInstanceOf(RunInterruptedException.class);
        int finished = JournalContent.read(runFolder.journal()).examples().size();
        assertThat(finished).isPositive();

        FakeRuntime second = new FakeRuntime(LabRunnerTest::right);
        new LabRunner(plan(), environment(second, () -> false), 3).resume(runFolder);

        List<ExampleResult> rows = RunResults.read(runFolder).examples();
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
            return right(request);
        });
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        assertThatThrownBy(() -> new LabRunner(
                                plan("prompt", "few-shot"),
                                environment(first, () -> asked.get() >= 30, start, clockOfMillis()),
                                3)
                        .start(runFolder, "run-1"))
                .isInstanceOf(RunInterruptedException.class);
        double secondsOfFirstPart = JournalContent.read(runFolder.journal())
                .parts()
                .get(0)
                .seconds()
                .total();
        assertThat(secondsOfFirstPart).isPositive();

        new LabRunner(
                        plan("prompt", "few-shot"),
                        environment(
                                new FakeRuntime(LabRunnerTest::right),
                                () -> false,
                                start.plusSeconds(3600),
                                clockOfMillis()),
                        3)
                .resume(runFolder);

        Provenance run = RunResults.read(runFolder).provenance();
        assertThat(run.started()).isEqualTo(start);
        double secondsOfSecondPart = JournalContent.read(runFolder.journal())
                .parts()
                .get(1)
                .seconds()
                .total();
        assertThat(run.seconds().total()).isCloseTo(secondsOfFirstPart + secondsOfSecondPart, within(0.1));
        assertThat(run.probes()).extracting(Provenance.LatencyProbe::mode).containsExactly("prompt", "few-shot");
    }

    @Test
    void probesEachModeBesideWhatIsMeasured() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        RunResults results = start(runtime, plan("prompt", "nearest"));

        assertThat(results.examples()).hasSize(16);
        assertThat(results.provenance().probes())
                .containsExactly(
                        new Provenance.LatencyProbe("prompt", null, 11.0, 11.0, 11.0, 11.0),
                        new Provenance.LatencyProbe("nearest", null, 11.0, 11.0, 11.0, 11.0));
        List<String> prompts = runtime.requests.stream()
                .filter(request -> !runtime.measured().contains(request))
                .map(request -> request.messages().get(0).text())
                .toList();
        assertThat(prompts).hasSize(2 * 10).allSatisfy(text -> assertThat(text).doesNotContain("apple"));
        assertThat(new HashSet<>(prompts))
                .as("a warm prompt follows each of three cold ones; no other is asked twice")
                .hasSize(2 * 7);
    }

    @Test
    void aProbeThatFailsIsNotMeasuredAndHarmsNothing() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (!FakeRuntime.question(request).contains("number")) {
                throw GenerationException.failed("connection reset", null);
            }
            return right(request);
        });
        RunResults results = start(runtime, plan("prompt"));
        assertThat(results.provenance().probes())
                .containsExactly(new Provenance.LatencyProbe("prompt", null, null, null, null, null));
        assertThat(results.examples()).hasSize(8);
    }

    @Test
    void refusesToResumeUnderAnotherPlan() {
        assertThatThrownBy(() -> run(new FakeRuntime(LabRunnerTest::right), plan("prompt"), () -> true))
                .isInstanceOf(RunInterruptedException.class);
        LabRunner other = new LabRunner(
                plan("prompt", "few-shot"), environment(new FakeRuntime(LabRunnerTest::right), () -> false), 3);
        assertThatThrownBy(() -> other.resume(runFolder)).isInstanceOf(ResultFormatException.class);
    }

    @Test
    void noModeSeesATestTargetOrATestExampleOtherThanItsQuestion() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        start(runtime, plan());
        assertThat(runtime.requests).allSatisfy(request -> {
            List<ChatMessage> before =
                    request.messages().subList(0, request.messages().size() - 1);
            assertThat(before).noneSatisfy(message -> assertThat(message.text()).contains("number test"));
        });
    }

    @Test
    void measuresAClassifierWithoutAskingOrServingAModel() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        RunResults results = start(
                runtime,
                plan(List.of(
                        new ModeDefinition("words", false, new ClassifierSpec(ClassifierSpec.Features.TFIDF, 1)),
                        new ModeDefinition("majority", false, new ClassifierSpec(ClassifierSpec.Features.NONE, 1)))));

        assertThat(runtime.served).isEmpty();
        SummaryRow words = summary(results, "words");
        assertThat(words.mode().technique()).isEqualTo("classifier");
        assertThat(words.quality().value()).isEqualTo(1.0);
        assertThat(words.speed().totalMsP50()).isPositive();
        assertThat(words.speed().ttftMsP50()).isNull();
        assertThat(words.speed().inputTokensMean()).isNull();
        assertThat(words.costs().adaptSeconds()).isPositive();
        SummaryRow majority = summary(results, "majority");
        assertThat(majority.quality().value()).isEqualTo(0.5);
        assertThat(majority.costs().adaptSeconds()).isNull();
        assertThat(results.examples())
                .filteredOn(row -> row.mode().mode().equals("majority"))
                .extracting(row -> row.outcome().output())
                .containsOnly("apple");
        assertThat(results.provenance().facts()).extracting(ModeFacts::control).containsExactly(false, true);
    }

    @Test
    void aResumedRunAsksAClassifierOnlyWhatIsMissing() {
        RunPlan plan = plan(List.of(
                new ModeDefinition("words", false, new ClassifierSpec(ClassifierSpec.Features.TFIDF, 1)),
                new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0))));
        assertThatThrownBy(() -> run(new FakeRuntime(LabRunnerTest::right), plan, () -> true))
                .isInstanceOf(RunInterruptedException.class);

        new LabRunner(plan, environment(new FakeRuntime(LabRunnerTest::right), () -> false), 3).resume(runFolder);

        RunResults results = RunResults.read(runFolder);
        assertThat(results.examples()).hasSize(16);
        assertThat(results.provenance().modes()).hasSize(2);
    }

    @Test
    void showsTheDocumentThatHoldsTheAnswer() {
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);
        RunResults results = start(
                runtime,
                plan(List.of(new ModeDefinition("oracle", false, Fixtures.rag(RetrievalSpec.Source.GOLD, 1)))));

        assertThat(results.examples())
                .allSatisfy(row -> assertThat(row.goldRank()).isEqualTo(1));
        ModeFacts facts = results.provenance().facts().get(0);
        assertThat(facts.control()).isTrue();
        assertThat(facts.note()).contains("ceiling");
    }

    @Test
    void trainsWithAMixtureOfGoldPassagesAndAsksWithPlainRetrieval() {
        RetrievalSpec retrieval = new RetrievalSpec(
                RetrievalSpec.Source.CORPUS,
                RetrievalSpec.IndexKind.LEXICAL,
                1,
                RetrievalSpec.PassageSize.USUAL,
                RetrievalSpec.Distractors.NONE,
                0.5);
        PromptText withPassages = new PromptText("Sort.", "{passages}\n\n{input}");
        LoraSpec plain = Fixtures.lora(List.of(1L));
        FakeRuntime runtime = new FakeRuntime(LabRunnerTest::right);

        start(
                runtime,
                plan(List.of(new ModeDefinition(
                        "raft", false, new LoraSpec(withPassages, true, retrieval, plain.adapter())))));

        List<String> prompts = trainings.get(0).examples().stream()
                .map(example -> example.messages().get(1).text())
                .toList();
        assertThat(prompts).hasSize(4);
        assertThat(prompts.stream().filter(LabRunnerTest::showsItsOwnFruit)).hasSize(2);
        assertThat(runtime.requests.stream().map(FakeRuntime::question).filter(LabRunnerTest::showsItsOwnFruit))
                .hasSameSizeAs(runtime.requests);
    }

    private static boolean showsItsOwnFruit(String prompt) {
        return prompt.contains("red and crisp") == prompt.startsWith("Apples");
    }

    private RunPlan plan(List<ModeDefinition> modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder, null, modes),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(LabRunnerTest::right),
                Fixtures.request(folder.resolve("results")));
    }

    private static SummaryRow summary(RunResults results, String mode) {
        return Objects.requireNonNull(results.byMode().get(mode));
    }

    private RunResults start(FakeRuntime runtime, RunPlan plan) {
        run(runtime, plan, () -> false);
        return RunResults.read(runFolder);
    }

    private void run(FakeRuntime runtime, RunPlan plan, BooleanSupplier stop) {
        new LabRunner(plan, environment(runtime, stop), 3).start(runFolder, "run-1");
    }

    private RunPlan plan(String... modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(LabRunnerTest::right),
                Fixtures.request(folder.resolve("results"), modes));
    }

    /** Each look at the clock is a millisecond later. */
    private static LongSupplier clockOfMillis() {
        AtomicLong nanos = new AtomicLong();
        return () -> nanos.addAndGet(1_000_000);
    }

    private RunEnvironment environment(FakeRuntime runtime, BooleanSupplier stop) {
        return environment(runtime, stop, Instant.EPOCH, System::nanoTime);
    }

    private RunEnvironment environment(FakeRuntime runtime, BooleanSupplier stop, Instant now, LongSupplier clock) {
        return new RunEnvironment(
                runtime,
                new FakeAdapters(folder, trainings, losses),
                new PassageIndexStore(folder.resolve("indexes"), new TextEmbedder(), System::nanoTime),
                InstantSource.fixed(now),
                clock,
                stop,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
    }

    private static String right(GenerationRequest request) {
        return FakeRuntime.question(request).contains("red") ? "\"apple\"" : "\"pear\"";
    }
}
