package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lab file that is fine says. */
class LabFileReaderTest {

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
    }

    @Test
    void readsWhatTheAnswerIsWantedFor() throws IOException {
        assertThat(labFile.read(LAB).service()).isEqualTo(ServiceGoal.NONE);
        assertThat(labFile.read(LAB + """
                        slo: {ttft-ms-p95: 500, total-ms-p95: 2000.5}
                        requests-per-hour: 1200
                        """).service())
                .isEqualTo(new ServiceGoal(new ServiceLimits(500.0, null, 2000.5, 0.01), 1200.0));
    }

    @Test
    void readsWhereAnswersEnd() throws IOException {
        assertThat(labFile.read(LAB.replace("seed: 7", "seed: 7, stop: \"\\n\""))
                        .sampling()
                        .stops())
                .containsExactly("\n");
        assertThat(labFile.read(LAB.replace("seed: 7", "seed: 7, stop: [\"\\n\", Question]"))
                        .sampling()
                        .stops())
                .containsExactly("\n", "Question");
    }

    @Test
    void readsEverythingALabFileSays() throws IOException {
        LabDefinition lab = labFile.read(LAB);

        assertThat(lab.name()).isEqualTo("faq");
        assertThat(lab.title()).isEqualTo("Which one?");
        assertThat(lab.task()).isEqualTo(new ClassificationTask(List.of("yes", "no", "maybe")));
        assertThat(lab.dataset()).isEqualTo(folder.resolve("datasets/faq"));
        assertThat(lab.model()).isEqualTo("smollm2-135m-instruct");
        assertThat(lab.trainingExamples()).isEqualTo(20);
        assertThat(lab.limit()).isEqualTo(30);
        assertThat(lab.sampling()).isEqualTo(new SamplingOptions(0, 7, 8, 512, false, true, List.of()));
        assertThat(lab.baseline()).isEqualTo("prompt");
        assertThat(lab.margin()).isEqualTo(0.1);
        PromptText text = new PromptText("Answer with one of {labels}.", "{input}");
        PromptText withPassages = new PromptText("Answer with one of {labels}.", "{passages}\n\n{input}");
        assertThat(lab.modes())
                .containsExactly(
                        new ModeDefinition("prompt", false, new PromptSpec(text, true, 3)),
                        new ModeDefinition(
                                "rag",
                                false,
                                new RagSpec(
                                        withPassages,
                                        false,
                                        0,
                                        new RetrievalSpec(
                                                RetrievalSpec.Source.CORPUS, RetrievalSpec.IndexKind.HYBRID, 2))),
                        new ModeDefinition(
                                "near",
                                false,
                                new RagSpec(
                                        text,
                                        false,
                                        0,
                                        new RetrievalSpec(
                                                RetrievalSpec.Source.TRAIN, RetrievalSpec.IndexKind.DENSE, 3))),
                        new ModeDefinition(
                                "lora",
                                false,
                                new LoraSpec(
                                        text,
                                        false,
                                        null,
                                        new AdapterSource.Trained(
                                                new TrainingSettings(LabDefinition.ALL, 8, 4, 16, 1e-3, 10, 0),
                                                List.of(1L),
                                                TrainerKind.AUTO,
                                                null))),
                        new ModeDefinition("free", true, new PromptSpec(text, false, 0)));
    }

    @Test
    void fillsInWhatALabFileLeavesOut() throws IOException {
        String shorter = LAB.replaceAll("(?m)^(title|training-examples|limit|sampling|margin).*\n", "");

        LabDefinition lab = labFile.read(shorter);

        assertThat(lab.title()).isEqualTo("faq");
        assertThat(lab.trainingExamples()).isEqualTo(50);
        assertThat(lab.limit()).isEqualTo(LabDefinition.ALL);
        assertThat(lab.slices()).isEmpty();
        assertThat(lab.sampling()).isEqualTo(new SamplingOptions(0, 42, 16, 4096, false, true, List.of()));
        assertThat(lab.margin()).isEqualTo(0.05);
        assertThat(lab.prefer()).isEqualTo(Preference.COST);
    }

    @ParameterizedTest
    @CsvSource({"warm, true", "cold, false"})
    void readsWhetherThePrefixCacheIsWarm(String word, boolean reusesPrefix) throws IOException {
        assertThat(labFile.read(LAB.replace("seed: 7", "prefix-cache: " + word))
                        .sampling()
                        .reusePrefix())
                .isEqualTo(reusesPrefix);
    }

    @Test
    void readsWhichSlicesAreMeasured() throws IOException {
        assertThat(labFile.read(LAB.replace("limit: 30", "slices: [clear, terse]"))
                        .slices())
                .containsExactly("clear", "terse");
    }

    @Test
    void readsWhatDecidesAmongModesThatAreGoodEnough() throws IOException {
        assertThat(labFile.read(LAB.replace("margin: 0.1", "margin: 0.1\nprefer: latency"))
                        .prefer())
                .isEqualTo(Preference.LATENCY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C, C#", "no, \"no.\"", "+1, \"-1\"", "re-sent, resent"})
    void tellsLabelsApartByPunctuation(String labels) throws IOException {
        assertThat(labFile.read(LAB.replace("yes, no, maybe", labels)).task().labels())
                .hasSize(2);
    }

    @Test
    void readsAllAsANumberOfExamples() throws IOException {
        LabDefinition lab = labFile.read(LAB.replace(": 20", ": all").replace("limit: 30", "limit: all"));

        assertThat(lab.trainingExamples()).isEqualTo(LabDefinition.ALL);
        assertThat(lab.limit()).isEqualTo(LabDefinition.ALL);
    }

    @Test
    void readsAdaptersFromElsewhere() throws IOException {
        Files.writeString(labFile.file.resolveSibling("x.gguf"), "x");
        Files.createDirectory(labFile.file.resolveSibling("peft"));

        assertThat(adapter("{file: x.gguf}"))
                .isEqualTo(new AdapterSource.GgufFile(List.of(labFile.file.resolveSibling("x.gguf"))));
        assertThat(adapter("{peft: peft}"))
                .isEqualTo(new AdapterSource.Peft(List.of(labFile.file.resolveSibling("peft"))));
        assertThat(adapter("{ollama: mine:1}")).isEqualTo(new AdapterSource.OllamaModel(List.of("mine:1")));
        assertThat(adapter("{openai: mine}")).isEqualTo(new AdapterSource.OpenAiModel(List.of("mine")));
        assertThat(adapter("{train: {seeds: [1, 2, 3]}}"))
                .isInstanceOfSatisfying(
                        AdapterSource.Trained.class,
                        trained -> assertThat(trained.seeds()).containsExactly(1L, 2L, 3L));
    }

    @Test
    void readsAClassifierWhichNeedsNoPrompt() throws IOException {
        assertThat(free("{technique: classifier, features: tfidf, regularization: 0.5}"))
                .isEqualTo(new ClassifierSpec(ClassifierSpec.Features.TFIDF, 0.5));
        assertThat(free("{technique: classifier, features: none}").technique()).isEqualTo(Technique.CLASSIFIER);
    }

    @Test
    void readsHowAnEncoderIsFineTuned() throws IOException {
        assertThat(free("{technique: classifier, features: fine-tuned}").encoderTuning())
                .contains(EncoderTuning.USUAL);
        assertThat(
                        free("{technique: classifier, features: fine-tuned, train: {layers: 2, epochs: 3, learning-rate: 1e-3,"
                                        + " batch-size: 4, seeds: [5, 6]}}")
                                .encoderTuning())
                .contains(new EncoderTuning(2, 3, 1e-3, 4, List.of(5L, 6L)));
    }

    @Test
    void refusesToFineTuneAnEmbedderWhoseWeightsAreNotHere() {
        assertThatThrownBy(() -> labFile.read(LAB.replace(
                        "modes:",
                        "embedder: ollama:e5\nmodes:\n  tuned: {technique: classifier, features: fine-tuned}")))
                .hasMessageContaining("lab.yaml:13: embedder is not one that comes with the harness")
                .hasMessageContaining("the mode tuned fine-tunes it")
                .hasMessageContaining("allowed there: english, english-float");
    }

    @Test
    void readsTheAddressOfASearchService() throws IOException {
        RetrievalSpec retrieval = free("{technique: rag, system: prompts/task.txt,"
                        + " retrieve: {from: http, url: \"http://localhost:8000/search?k=1\", top-k: 2}}")
                .retrieved()
                .orElseThrow();
        assertThat(retrieval.from()).isEqualTo(RetrievalSpec.Source.HTTP);
        assertThat(retrieval.url()).isEqualTo(URI.create("http://localhost:8000/search?k=1"));
        assertThat(retrieval.withTopK(5).url()).isEqualTo(retrieval.url());
    }

    @Test
    void readsTheGoldDocumentAmongDistractors() throws IOException {
        AdaptationSpec spec = free("{technique: rag, system: prompts/task.txt,"
                + " retrieve: {from: gold, top-k: 2, distractors: 8, position: last, passage-words: 60}}");

        RetrievalSpec retrieval = spec.retrieved().orElseThrow();
        assertThat(retrieval.distractors()).isEqualTo(new RetrievalSpec.Distractors(8, RetrievalSpec.Position.LAST));
        assertThat(retrieval.size()).isEqualTo(new RetrievalSpec.PassageSize(60, 30));
        assertThat(spec.prompt().user()).isEqualTo("{passages}\n\n{input}");
    }

    @Test
    void readsTheShareOfGoldPassagesAnAdapterIsTrainedWith() throws IOException {
        assertThat(free("{technique: lora, system: prompts/task.txt, adapter: {train: {}},"
                                + " retrieve: {from: corpus, top-k: 3, gold-share: 0.8}}")
                        .retrieved()
                        .orElseThrow()
                        .goldShare())
                .isEqualTo(0.8);
    }

    @Test
    void aFloorAndACeilingAreReferencesLikeAControl() throws IOException {
        LabDefinition lab = labFile.read(LAB + """
                majority: {technique: classifier, features: none}
                words: {technique: classifier, features: tfidf}
                oracle: {technique: rag, system: prompts/task.txt, retrieve: {from: gold, top-k: 1}}
                """.indent(2));

        assertThat(lab.modes())
                .filteredOn(ModeDefinition::isReference)
                .extracting(ModeDefinition::name)
                .containsExactly("free", "majority", "oracle");
    }

    @Test
    void readsWhatVaries() throws IOException {
        LabDefinition lab =
                labFile.read(LAB.replace("margin: 0.1", "vary: {setting: training-examples, values: [2, 10]}"));

        Variation vary = Objects.requireNonNull(lab.vary());
        assertThat(vary).isEqualTo(new Variation(Variation.Setting.TRAINING_EXAMPLES, List.of("2", "10")));
        LabDefinition small = vary.at(lab, "2");
        assertThat(small.trainingExamples()).isEqualTo(2);
        assertThat(small.digest()).isEqualTo(lab.digest());
        assertThat(small.modes().get(0).adaptation().shots()).isEqualTo(2);
        assertThat(small.modes().get(1)).isEqualTo(lab.modes().get(1));
        assertThat(small.modes().get(2).adaptation().retrieved().orElseThrow().topK())
                .isEqualTo(2);
    }

    @Test
    void readsAnyNameOfAModelThatVaries() throws IOException {
        LabDefinition lab = labFile.read(LAB.replace(
                "margin: 0.1", "vary: {setting: model, values: [smollm2, ../x.gguf, \"hf.co/a/b:Q4_K_M\"]}"));

        Variation vary = Objects.requireNonNull(lab.vary());
        assertThat(vary.values()).containsExactly("smollm2", "../x.gguf", "hf.co/a/b:Q4_K_M");
        LabDefinition point = vary.at(lab, "../x.gguf");
        assertThat(point.model()).isEqualTo("../x.gguf");
        assertThat(point.modes()).isEqualTo(lab.modes());
        assertThat(point.vary()).isNull();
    }

    @Test
    void refusesToVaryTheModelOfALabThatAsksNone() throws IOException {
        String classifiers = LAB.replaceFirst("(?s)modes:.*", """
                modes:
                  prompt: {technique: classifier, features: none}
                  words: {technique: classifier, features: tfidf}
                """);

        assertThat(labFile.problemsOf(classifiers.replace("margin: 0.1", "vary: {setting: model, values: [a, b]}")))
                .containsExactly("lab.yaml:12: vary.setting is model, but no mode of the lab has a model to ask");
    }

    private AdaptationSpec free(String mode) throws IOException {
        String lab = LAB.replace("{technique: prompt, system: prompts/task.txt, control: true}", mode);
        return labFile.read(lab).modes().get(4).adaptation();
    }

    private AdapterSource adapter(String yaml) throws IOException {
        LabDefinition lab = labFile.read(LAB.replace("{train: {rank: 4}}", yaml));
        return ((LoraSpec) lab.modes().get(3).adaptation()).adapter();
    }

    @Test
    void digestChangesWithTheLabFileAndWithItsPromptsAndNotWithLineEnds() throws IOException {
        String digest = labFile.read(LAB).digest();

        assertThat(labFile.read(LAB.replace("\n", "\r\n")).digest()).isEqualTo(digest);
        assertThat(labFile.read("\ufeff" + LAB).digest()).isEqualTo(digest);
        assertThat(labFile.read(LAB + "# more\n").digest()).isNotEqualTo(digest);
        labFile.writePrompt("Answer with {labels}.\n");
        assertThat(labFile.read(LAB).digest()).isNotEqualTo(digest);
    }
}
