package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is planted into a run of the fake runtime and must be caught by the guard of its name. */
class PlantedFaultsTest {

    @TempDir
    private Path folder;

    private RunFolder runFolder;
    private Dataset dataset;
    private BaseModel base;
    private double otherLoad = 0.02;
    private LabDefinition lab;

    @BeforeEach
    void makeRun() {
        runFolder = RunFolder.create(folder.resolve("results"), "fruit", "run-1");
        dataset = Fixtures.dataset(folder);
        lab = Fixtures.lab(folder);
        base = Fixtures.base();
    }

    @Test
    void nothingIsCaughtWhereNothingIsPlanted() {
        FakeRuntime runtime = new FakeRuntime(PlantedFaultsTest::mostlyRight);
        runtime.serveDigest("same");
        start(runtime, "prompt", "nearest");

        assertThat(guards()).hasSize(12);
        assertThat(guards())
                .filteredOn(guard -> guard.status() != Status.PASS)
                .extracting(GuardResult::name)
                .as("eight examples are too few for any claim")
                .containsExactly("sample-size");
    }

    @Test
    void tooFewExamplesForAnyDifference() {
        start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt", "nearest");

        assertThat(guard("sample-size").status()).isEqualTo(Status.WARN);
        assertThat(guard("sample-size").detail())
                .startsWith("nearest and prompt: 2 documents with 8 examples are too few to show a difference of any");
    }

    @Test
    void answersThatOneModeMayWriteFreely() {
        lab = Fixtures.lab(
                folder,
                null,
                List.of(
                        new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0)),
                        new ModeDefinition("free", false, new PromptSpec(Fixtures.PROMPT, false, 0))));
        start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt", "free");

        assertThat(guard("same-options").status()).isEqualTo(Status.WARN);
        assertThat(guard("same-options").detail()).contains("free may write anything, the others not");
    }

    @Test
    void leakedRowsBeforeAnythingIsMeasured() {
        List<Example> leaked = new ArrayList<>(dataset.train());
        Example test = dataset.test().get(3);
        leaked.add(new Example("leak", test.input().toUpperCase(Locale.ROOT), "pear", List.of(), null, null, true));
        dataset = new Dataset("fruit", folder, "data-digest", leaked, dataset.test(), dataset.corpus());
        FakeRuntime runtime = new FakeRuntime(PlantedFaultsTest::mostlyRight);

        assertThatThrownBy(() -> start(runtime, "prompt"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("leakage: ")
                .hasMessageContaining("test-3 is leak (similarity 1.00)");
        assertThat(runtime.requests).isEmpty();
        assertThat(runFolder.path()).doesNotExist();
    }

    @Test
    void testTextInTheCorpusBeforeAnythingIsMeasured() {
        String text = "A red and crisp one with a long stalk";
        List<Example> test = new ArrayList<>(dataset.test());
        test.add(new Example("told", text, "apple", List.of(), null, null, true));
        Document telling = new Document("guide", "Guide", "\"" + text + "!\" is an apple.");
        dataset = new Dataset("fruit", folder, "data-digest", dataset.train(), test, List.of(telling));

        assertThatThrownBy(() -> start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("corpus-leakage: ")
                .hasMessageContaining("told in guide");
    }

    @Test
    void anAdapterWithNoEffect() {
        start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt", "lora");

        assertThat(guard("adapter").status()).isEqualTo(Status.WARN);
        assertThat(guard("adapter").detail()).contains("changed 0 of the 16 answers of prompt");
    }

    @Test
    void aContextThatIsTooSmall() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).contains("with a neck, number test")) {
                throw GenerationException.promptTooLong("600 tokens, 512 fit");
            }
            return mostlyRight(request);
        });

        assertStopped(runtime, "truncation", "prompts did not fit into the context: prompt 4 of 8");
    }

    @Test
    void aModelSwappedInTheMiddleOnTheServer() {
        FakeRuntime[] runtime = new FakeRuntime[1];
        runtime[0] = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).endsWith("test4")) {
                runtime[0].serveDigest("another");
            }
            return mostlyRight(request);
        });
        runtime[0].serveDigest("the one");

        assertStopped(runtime[0], "model-unchanged", "changed from the one to another");
    }

    @Test
    void aModelFileSwappedInTheMiddle() throws IOException {
        Path weights = folder.resolve("tiny.gguf");
        new GgufWriter().text("general.architecture", "llama").write(weights);
        base = new BaseModel("tiny", Sha256.ofFile(weights), "F32", weights);
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).endsWith("test4")) {
                overwrite(weights);
            }
            return mostlyRight(request);
        });

        assertStopped(runtime, "model-unchanged", "tiny.gguf had SHA-256 ");
    }

    @Test
    void aModelFileThatIsAnotherFromTheStart() throws IOException {
        base = new BaseModel("tiny", "0".repeat(64), "F32", Files.writeString(folder.resolve("tiny.gguf"), "weights"));

        assertThatThrownBy(() -> start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining("model-unchanged: ");
    }

    @Test
    void oneFailedCallInFive() {
        FakeRuntime runtime = new FakeRuntime(request -> {
            if (FakeRuntime.question(request).matches(".*test[05]")) {
                throw GenerationException.failed("connection reset", null);
            }
            return mostlyRight(request);
        });

        assertStopped(runtime, "failures", "prompt 2 of 8");
    }

    @Test
    void emptyAnswers() {
        assertStopped(
                new FakeRuntime(
                        request -> FakeRuntime.question(request).endsWith("test1") ? " \n" : mostlyRight(request)),
                "empty-answers",
                "prompt 1 of 8");
    }

    @Test
    void answersThatCannotBeRead() {
        start(new FakeRuntime(request -> "a plum"), "prompt");

        assertThat(guard("unparsed").status()).isEqualTo(Status.WARN);
    }

    @Test
    void otherLoadOnTheMachine() {
        otherLoad = 0.9;
        start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "prompt");

        assertThat(guard("machine-load").status()).isEqualTo(Status.WARN);
        assertThat(guard("machine-load").detail()).contains("90 % of the processors");
        Decision decision =
                Objects.requireNonNull(RunResults.read(runFolder).provenance().decision());
        assertThat(decision.doubt()).isEqualTo(guard("machine-load").detail());
        assertThat(decision.candidate("prompt").medianMs()).isNull();
    }

    @Test
    void fewAdapterSeeds() {
        start(new FakeRuntime(PlantedFaultsTest::mostlyRight), "lora");

        assertThat(guard("adapter-seeds").status()).isEqualTo(Status.WARN);
        assertThat(guard("adapter-seeds").detail()).contains("lora has 2");
    }

    /** The run ends with the exit code of a guard, after all its files are written. */
    private void assertStopped(FakeRuntime runtime, String guard, String found) {
        assertThatThrownBy(() -> start(runtime, "prompt"))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining(guard + ": ")
                .extracting(failure -> ((GuardException) failure).exitCode())
                .isEqualTo(4);
        assertThat(guard(guard).status()).isEqualTo(Status.STOP);
        assertThat(guard(guard).detail()).contains(found);
        assertThat(runFolder.summary()).exists();
    }

    private GuardResult guard(String name) {
        return guards().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<GuardResult> guards() {
        return RunResults.read(runFolder).provenance().guards();
    }

    private void start(FakeRuntime runtime, String... modes) {
        RunPlan plan = RunPlanner.plan(lab, dataset, base, runtime, Fixtures.request(folder.resolve("results"), modes));
        RunEnvironment environment = new RunEnvironment(
                runtime,
                new FakeAdapters(folder, new ArrayList<>(), List.of(1.0)),
                new PassageIndexStore(folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                () -> false,
                () -> OptionalDouble.of(otherLoad),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        new LabRunner(plan, environment, 3).start(runFolder, "run-1");
    }

    /** Wrong on one of the eight, so that two modes with the same answers are no two perfect ones. */
    private static String mostlyRight(GenerationRequest request) {
        String question = FakeRuntime.question(request);
        return question.contains("red") && !question.endsWith("test0") ? "\"apple\"" : "\"pear\"";
    }

    private static void overwrite(Path file) {
        try {
            Files.writeString(file, "other weights");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
