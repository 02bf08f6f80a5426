package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabFileReaderTest {

    /** Line numbers in the tests below are those of this text. */
    private static final String LAB = """
            lab: faq
            title: Which one?
            task:
              type: classification
              labels: [yes, no, maybe]
            dataset: ../../datasets/faq
            model: smollm2-135m-instruct
            training-examples: 20
            limit: 30
            sampling: {temperature: 0, seed: 7, max-output-tokens: 8, context-tokens: 512}
            baseline: prompt
            margin: 0.1
            modes:
              prompt: {technique: prompt, system: prompts/task.txt, constrain: true, shots: 3}
              rag: {technique: rag, system: prompts/task.txt, retrieve: {from: corpus, top-k: 2}}
              near: {technique: rag, system: prompts/task.txt, retrieve: {from: train, index: dense, top-k: 3}}
              lora: {technique: lora, system: prompts/task.txt, adapter: {train: {rank: 4}}}
              free: {technique: prompt, system: prompts/task.txt, control: true}
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writePrompt() throws IOException {
        file = folder.resolve("labs/faq/lab.yaml");
        Files.createDirectories(file.resolveSibling("prompts"));
        Files.writeString(file.resolveSibling("prompts/task.txt"), "Answer with one of {labels}.\n");
    }

    @Test
    void readsEverythingALabFileSays() throws IOException {
        LabDefinition lab = LabFileReader.read(write(LAB));

        assertThat(lab.name()).isEqualTo("faq");
        assertThat(lab.title()).isEqualTo("Which one?");
        assertThat(lab.task()).isEqualTo(new ClassificationTask(List.of("yes", "no", "maybe")));
        assertThat(lab.dataset()).isEqualTo(folder.resolve("datasets/faq"));
        assertThat(lab.model()).isEqualTo("smollm2-135m-instruct");
        assertThat(lab.trainingExamples()).isEqualTo(20);
        assertThat(lab.limit()).isEqualTo(30);
        assertThat(lab.sampling()).isEqualTo(new SamplingSettings(0, 7, 8, 512));
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
                                                List.of(1L)))),
                        new ModeDefinition("free", true, new PromptSpec(text, false, 0)));
    }

    @Test
    void fillsInWhatALabFileLeavesOut() throws IOException {
        String shorter = LAB.replaceAll("(?m)^(title|training-examples|limit|sampling|margin).*\n", "");

        LabDefinition lab = LabFileReader.read(write(shorter));

        assertThat(lab.title()).isEqualTo("faq");
        assertThat(lab.trainingExamples()).isEqualTo(50);
        assertThat(lab.limit()).isEqualTo(LabDefinition.ALL);
        assertThat(lab.slices()).isEmpty();
        assertThat(lab.sampling()).isEqualTo(new SamplingSettings(0, 42, 16, 4096));
        assertThat(lab.margin()).isEqualTo(0.05);
        assertThat(lab.prefer()).isEqualTo(Preference.COST);
    }

    @Test
    void readsWhichSlicesAreMeasured() throws IOException {
        assertThat(LabFileReader.read(write(LAB.replace("limit: 30", "slices: [clear, terse]")))
                        .slices())
                .containsExactly("clear", "terse");
    }

    @Test
    void readsWhatDecidesAmongModesThatAreGoodEnough() throws IOException {
        assertThat(LabFileReader.read(write(LAB.replace("margin: 0.1", "margin: 0.1\nprefer: latency")))
                        .prefer())
                .isEqualTo(Preference.LATENCY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C, C#", "no, \"no.\"", "+1, \"-1\"", "re-sent, resent"})
    void tellsLabelsApartByPunctuation(String labels) throws IOException {
        assertThat(LabFileReader.read(write(LAB.replace("yes, no, maybe", labels)))
                        .task()
                        .labels())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Straße, STRASSE", "ﬁne, fine", "'a b', 'A  B'"})
    void refusesLabelsThatScoringCannotTellApart(String labels) throws IOException {
        assertThat(problemsOf(LAB.replace("yes, no, maybe", labels)))
                .singleElement()
                .asString()
                .contains("cannot be told apart in an answer");
    }

    @Test
    void readsAllAsANumberOfExamples() throws IOException {
        LabDefinition lab =
                LabFileReader.read(write(LAB.replace(": 20", ": all").replace("limit: 30", "limit: all")));

        assertThat(lab.trainingExamples()).isEqualTo(LabDefinition.ALL);
        assertThat(lab.limit()).isEqualTo(LabDefinition.ALL);
    }

    @Test
    void readsAdaptersFromElsewhere() throws IOException {
        Files.writeString(file.resolveSibling("x.gguf"), "x");
        Files.createDirectory(file.resolveSibling("peft"));

        assertThat(adapter("{file: x.gguf}")).isEqualTo(new AdapterSource.GgufFile(file.resolveSibling("x.gguf")));
        assertThat(adapter("{peft: peft}")).isEqualTo(new AdapterSource.Peft(file.resolveSibling("peft")));
        assertThat(adapter("{ollama: mine:1}")).isEqualTo(new AdapterSource.OllamaModel("mine:1"));
        assertThat(adapter("{openai: mine}")).isEqualTo(new AdapterSource.OpenAiModel("mine"));
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
        LabDefinition lab = LabFileReader.read(write(LAB + """
                majority: {technique: classifier, features: none}
                words: {technique: classifier, features: tfidf}
                oracle: {technique: rag, system: prompts/task.txt, retrieve: {from: gold, top-k: 1}}
                """.indent(2)));

        assertThat(lab.modes())
                .filteredOn(ModeDefinition::isReference)
                .extracting(ModeDefinition::name)
                .containsExactly("free", "majority", "oracle");
    }

    @Test
    void readsWhatVaries() throws IOException {
        LabDefinition lab = LabFileReader.read(
                write(LAB.replace("margin: 0.1", "vary: {setting: training-examples, values: [2, 10]}")));

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

    private AdaptationSpec free(String mode) throws IOException {
        String lab = LAB.replace("{technique: prompt, system: prompts/task.txt, control: true}", mode);
        return LabFileReader.read(write(lab)).modes().get(4).adaptation();
    }

    private AdapterSource adapter(String yaml) throws IOException {
        LabDefinition lab = LabFileReader.read(write(LAB.replace("{train: {rank: 4}}", yaml)));
        return ((LoraSpec) lab.modes().get(3).adaptation()).adapter();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            limit: 30 | limt: 30 | 9: unknown key "limt"; did you mean "limit"?
            limit: 30 | limit: 0 | 9: limit must be a whole number from 1 to 1000000, but is "0"
            limit: 30 | limit: "30" # quoted | 9: limit must be a whole number from 1 to 1000000, but is "30"
            limit: 30 | limit: many | 9: limit must be a whole number from 1 to 1000000, but is "many"
            limit: 30 | limit: [30] | 9: limit must be a whole number from 1 to 1000000, but is a list
            limit: 30 | slices: clear | 9: slices must be a list, such as [a, b], but is "clear"
            limit: 30 | slices: [] | 9: slices must name at least one slice, each once
            limit: 30 | slices: [clear, clear] | 9: slices must name at least one slice, each once
            limit: 30 | lab: other | 9: duplicate key "lab"; the first is in line 1
            lab: faq | lab: a/b | 1: lab is "a/b"; a name has letters, digits, '.', '_' and '-' (64 at most)
            lab: faq | lab: | 1: lab must be a text, but is empty
            margin: 0.1 | margin: 1.5 | 12: margin must be a number from 0 to 1, but is "1.5"
            margin: 0.1 | prefer: speed | 12: prefer is "speed"; allowed: cost, latency
            margin: 0.1 | margin: NaN | 12: margin must be a number from 0 to 1, but is "NaN"
            type: classification | type: clasification | 4: task.type is "clasification"; allowed: classification, short-answer, extraction; did you mean "classification"?
            [yes, no, maybe] | [yes] | 5: task.labels must name at least two labels
            [yes, no, maybe] | [yes, no, yes] | 5: task.labels name "yes" twice
            [yes, no, maybe] | [yes, no, "NO "] | 5: task.labels "no" and "NO " cannot be told apart in an answer; they differ only in case, width or white space
            [yes, no, maybe] | [yes, no, {a: b}] | 5: task.labels must hold texts, but has a mapping with a
            [yes, no, maybe] | yes | 5: task.labels must be a list, such as [a, b], but is "yes"
            seed: 7 | sed: 7 | 10: unknown key "sed" in sampling; did you mean "seed"?
            context-tokens: 512 | context-tokens: 8 | 10: sampling.context-tokens must be above max-output-tokens, but 8 is not above 8; the context holds the prompt and the answer
            baseline: prompt | baseline: promt | 11: baseline is "promt", which is no mode; allowed: prompt, rag, near, lora; did you mean "prompt"?
            baseline: prompt | baseline: free | 11: baseline is "free", a control; it must be a mode that is always measured; allowed: prompt, rag, near, lora
            constrain: true | constrain: maybe | 14: modes.prompt.constrain is "maybe"; allowed: true, false
            shots: 3 | shots: 21 | 14: modes.prompt.shots is 21, more than the 20 training-examples of the lab
            shots: 3 | adapter: {ollama: x} | 14: modes.prompt.adapter is not for technique prompt; allowed: technique, control, system, user, constrain, shots
            shots: 3 | vary: {shots: [1]} | 14: unknown key "vary" in modes.prompt; allowed: technique, control, system, user, constrain, shots, retrieve, adapter, features, regularization
            technique: rag, system: prompts/task.txt, retrieve: {from: c | technique: rg, system: prompts/task.txt, retrieve: {from: c | 15: modes.rag.technique is "rg"; allowed: prompt, rag, lora, classifier; did you mean "rag"?
            from: corpus | from: copus | 15: modes.rag.retrieve.from is "copus"; allowed: train, corpus, gold; did you mean "corpus"?
            from: corpus, top-k: 2 | from: corpus, top-k: 0 | 15: modes.rag.retrieve.top-k must be a whole number from 1 to 1000, but is "0"
            , top-k: 2 | `` | 15: missing key "top-k" in modes.rag.retrieve
            , retrieve: {from: corpus, top-k: 2} | `` | 15: missing key "retrieve" in modes.rag
            top-k: 2 | top-k: 2, gold-share: 0.8 | 15: modes.rag.retrieve.gold-share is for technique lora with "from: corpus": it says what an adapter is trained with
            top-k: 2 | top-k: 2, distractors: 3 | 15: modes.rag.retrieve.distractors is for "from: gold", where it is known which passages are no distractors
            corpus, top-k: 2 | gold, top-k: 2, position: mid | 15: modes.rag.retrieve.position is "mid"; allowed: first, middle, last, ranked, absent; did you mean "middle"?
            top-k: 2 | top-k: 2, passage-words: 5 | 15: modes.rag.retrieve.passage-words must be a whole number from 20 to 10000, but is "5"
            top-k: 2 | top-k: 2, passage-words: 40, overlap-words: 30 | 15: modes.rag.retrieve.overlap-words must be a whole number from 0 to 20, but is "30"
            top-k: 3 | top-k: 3, overlap-words: 9 | 16: modes.near.retrieve.overlap-words is for passages, but training examples are retrieved whole
            index: dense | index: dens | 16: modes.near.retrieve.index is "dens"; allowed: lexical, dense, hybrid; did you mean "dense"?
            top-k: 3 | top-k: 21 | 16: modes.near.retrieve.top-k is 21, more than the 20 training-examples of the lab
            , adapter: {train: {rank: 4}} | `` | 17: missing key "adapter" in modes.lora
            {train: {rank: 4}} | {} | 17: modes.lora.adapter names none; exactly one of train, file, peft, ollama, openai is allowed
            {train: {rank: 4}} | {train: {}, ollama: x} | 17: modes.lora.adapter names train and ollama; exactly one of train, file, peft, ollama, openai is allowed
            rank: 4 | rnk: 4 | 17: unknown key "rnk" in modes.lora.adapter.train; did you mean "rank"?
            rank: 4 | examples: 21 | 17: modes.lora.adapter.train.examples is 21, more than the 20 training-examples of the lab
            rank: 4 | seeds: [1, 1] | 17: modes.lora.adapter.train.seeds has a seed twice
            rank: 4 | seeds: [] | 17: modes.lora.adapter.train.seeds must have at least one seed
            rank: 4 | seeds: [one] | 17: modes.lora.adapter.train.seeds must be whole numbers, but has "one"
            rank: 4 | learning-rate: 0 | 17: modes.lora.adapter.train.learning-rate must be a number from 0.00000001 to 1, but is "0"
            prompts/task.txt, control: true | prompts/task.txt, features: tfidf | 18: modes.free.features is not for technique prompt; allowed: technique, control, system, user, constrain, shots
            prompt, system: prompts/task.txt, control: true | classifier, system: prompts/task.txt, features: tfidf | 18: modes.free.system is not for technique classifier; allowed: technique, control, features, regularization
            prompt, system: prompts/task.txt, control: true | classifier | 18: missing key "features" in modes.free
            prompt, system: prompts/task.txt, control: true | classifier, features: words | 18: modes.free.features is "words"; allowed: embedding, tfidf, none
            prompt, system: prompts/task.txt, control: true | classifier, features: tfidf, regularization: 0 | 18: modes.free.regularization must be a number from 0.000001 to 1000000, but is "0"
            margin: 0.1 | vary: {setting: shot, values: [1, 2]} | 12: vary.setting is "shot"; allowed: training-examples, shots, top-k, distractors, position, adapter-seeds; did you mean "shots"?
            margin: 0.1 | vary: {setting: shots, values: [1, 21]} | 12: vary.values has "21"; a whole number from 1 to 20 is allowed
            margin: 0.1 | vary: {setting: shots, values: [1, 1]} | 12: vary.values must be at least two different values, each once
            margin: 0.1 | vary: {setting: shots, values: [1, 02]} | 12: vary.values has "02"; a whole number from 1 to 20 is allowed
            margin: 0.1 | vary: {setting: distractors, values: [0, 4]} | 12: vary.setting is distractors, but no mode of the lab has "retrieve: {from: gold}"
            margin: 0.1 | vary: {values: [0, 4]} | 12: missing key "setting" in vary
            free: | rag: | 18: duplicate key "rag"; the first is in line 15
            free: | f,e: | 18: modes.f,e is no name for a mode: letters, digits, '.', '_' and '-' (64 at most)
            """)
    void namesLineAndCureOf(String right, String wrong, String problem) throws IOException {
        assertThat(LAB).contains(right);

        assertThat(problemsOf(LAB.replaceFirst(Pattern.quote(right), wrong))).containsExactly("lab.yaml:" + problem);
    }

    @Test
    void namesEachMissingKey() throws IOException {
        assertThat(problemsOf("title: x\n"))
                .containsExactly(
                        "lab.yaml:1: missing key \"lab\"",
                        "lab.yaml:1: missing key \"task\"",
                        "lab.yaml:1: missing key \"dataset\"",
                        "lab.yaml:1: missing key \"model\"",
                        "lab.yaml:1: missing key \"baseline\"",
                        "lab.yaml:1: missing key \"modes\"");
    }

    @Test
    void reportsAllProblemsOfAFileInTheOrderOfItsLines() throws IOException {
        String wrong = LAB.replace("limit: 30", "limt: 30")
                .replace("shots: 3", "shots: x")
                .replace("faq\n", "a b\n");

        assertThat(problemsOf(wrong))
                .extracting(problem -> problem.replaceFirst("(:\\d+):.*", "$1"))
                .containsExactly("lab.yaml:1", "lab.yaml:9", "lab.yaml:14");
    }

    @Test
    void readsAShortAnswerTask() throws IOException {
        assertThat(taskOf("{type: short-answer}"))
                .isEqualTo(new ShortAnswerTask(AnswerMatch.ALIAS, 0, ShortAnswerTask.DEFAULT_REFUSALS));
        assertThat(taskOf("{type: short-answer, match: numeric, tolerance: 0.05, refusal: [weiß nicht, unklar]}"))
                .isEqualTo(new ShortAnswerTask(AnswerMatch.NUMERIC, 0.05, List.of("weiß nicht", "unklar")));
    }

    @Test
    void readsAnExtractionTaskWithItsSchemaAsAPartOfTheLab() throws IOException {
        Files.writeString(file.resolveSibling("order.json"), "{\"type\": \"object\"}\n");
        LabDefinition lab = LabFileReader.read(write(withTask("{type: extraction, schema: order.json}")));
        Files.writeString(file.resolveSibling("order.json"), "{\"type\":\"object\"}");
        LabDefinition reformatted = LabFileReader.read(file);
        Files.writeString(file.resolveSibling("order.json"), "{\"type\": \"array\"}\n");
        LabDefinition changed = LabFileReader.read(file);

        assertThat(((ExtractionTask) lab.task()).schema().json()).isEqualTo("{\"type\":\"object\"}");
        assertThat(reformatted.digest()).isEqualTo(lab.digest());
        assertThat(changed.digest()).isNotEqualTo(lab.digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: short-answer, labels: [a, b]} | lab.yaml:3: task.labels is not for type short-answer; allowed: type, match, tolerance, refusal
            {type: short-answer, match: fuzzy} | lab.yaml:3: task.match is "fuzzy"; allowed: exact, alias, token-f1, numeric
            {type: short-answer, tolerance: 0.1} | lab.yaml:3: task.tolerance is for match: numeric, not for match: alias
            {type: short-answer, match: numeric, tolerance: 2} | lab.yaml:3: task.tolerance must be a number from 0 to 1, but is "2"
            {type: short-answer, refusal: []} | lab.yaml:3: task.refusal must name at least one phrase, such as [I don't know]
            {type: short-answer, refusal: ["..."]} | lab.yaml:3: task.refusal has "...", which has no words
            {type: short-answer, refusals: [no]} | lab.yaml:3: unknown key "refusals" in task; did you mean "refusal"?
            {type: extraction} | lab.yaml:3: missing key "schema" in task
            {type: extraction, schema: prompts/tusk.txt} | lab.yaml:3: task.schema names FOLDER/prompts/tusk.txt, but there is no such file; did you mean "task.txt"?
            {type: extraction, schema: prompts/task.txt} | task.txt: is no JSON schema: it must hold one JSON object, no key twice, nothing after it
            """)
    void namesWhatIsWrongWithATask(String task, String problem) throws IOException {
        assertThat(problemsOf(withTask(task)))
                .containsExactly(
                        problem.replace("FOLDER", file.resolveSibling("").toString()));
    }

    @Test
    void refusesToLimitShortAnswersToAnything() throws IOException {
        assertThat(problemsOf(withTask("{type: short-answer}")
                        .replace(
                                "rag, system: prompts/task.txt, retrieve: {from: corpus",
                                "rag, system: prompts/task.txt, constrain: true, retrieve: {from: corpus")))
                .contains("lab.yaml:13: modes.rag.constrain is true, but short answers are free text, with no labels"
                        + " and no schema to limit them to; leave it out");
    }

    @Test
    void hasNoLabelsToFillInWhereTheTaskHasNone() throws IOException {
        String text = withTask("{type: short-answer}");
        Files.writeString(file.resolveSibling("prompts/task.txt"), "Answer with one of {labels}.\n");

        assertThat(problemsOf(text))
                .containsExactly("task.txt:1: unknown placeholder {labels}; allowed here: {examples}");
    }

    private TaskDefinition taskOf(String task) throws IOException {
        return LabFileReader.read(write(withTask(task))).task();
    }

    /** The lab with another task, unconstrained, and a prompt without labels. */
    private String withTask(String task) throws IOException {
        Files.writeString(file.resolveSibling("prompts/task.txt"), "Answer.\n");
        return LAB.replace("task:\n  type: classification\n  labels: [yes, no, maybe]\n", "task: " + task + "\n")
                .replace(", constrain: true", "");
    }

    @Test
    void namesAMissingPromptFileAndTheOneNearIt() throws IOException {
        assertThat(problemsOf(LAB.replace("task.txt, constrain", "tsk.txt, constrain")))
                .containsExactly("lab.yaml:14: modes.prompt.system names " + file.resolveSibling("prompts/tsk.txt")
                        + ", but there is no such file; did you mean \"task.txt\"?");
    }

    @Test
    void namesAMissingAdapterFile() throws IOException {
        assertThat(problemsOf(LAB.replace("{train: {rank: 4}}", "{file: y.gguf}")))
                .containsExactly("lab.yaml:17: modes.lora.adapter.file names " + file.resolveSibling("y.gguf")
                        + ", but there is no such file");
    }

    @Test
    void reportsAnUnknownPlaceholderOnceWithItsLine() throws IOException {
        Files.writeString(file.resolveSibling("prompts/task.txt"), "Answer {\"a\": {b}}\nwith one of {lables}.\n");

        assertThat(problemsOf(LAB))
                .containsExactly(
                        "task.txt:1: unknown placeholder {b}; allowed here: {examples}, {labels}",
                        "task.txt:2: unknown placeholder {lables}; allowed here: {examples}, {labels};"
                                + " did you mean \"{labels}\"?");
    }

    @Test
    void refusesAPromptThatIsEmptyOrNotUtf8() throws IOException {
        Files.writeString(file.resolveSibling("prompts/task.txt"), " \n");
        assertThat(problemsOf(LAB)).containsExactly("task.txt: is empty; a prompt needs a text");

        Files.write(file.resolveSibling("prompts/task.txt"), "Gr\u00fc\u00df\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(LAB)).containsExactly("task.txt:1: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void checksThatAUserMessageShowsWhatTheModeHas() throws IOException {
        Files.writeString(file.resolveSibling("bare.txt"), "Sort this.");
        Files.writeString(file.resolveSibling("full.txt"), "{passages} {input}");
        Files.writeString(file.resolveSibling("shown.txt"), "{examples}");

        assertThat(problemsOf(LAB.replace("top-k: 2}", "top-k: 2}, user: bare.txt")))
                .containsExactly(
                        "lab.yaml:15: modes.rag.user does not use {input}, so the model would not see the example",
                        "lab.yaml:15: modes.rag.user does not use {passages}, so the model would not see what is retrieved");
        assertThat(problemsOf(LAB.replace("shots: 3", "user: full.txt")))
                .containsExactly(
                        "lab.yaml:14: modes.prompt.user uses {passages}, but the mode retrieves nothing from the corpus");
        assertThat(problemsOf(LAB.replace("prompts/task.txt, control", "shown.txt, control")))
                .containsExactly("lab.yaml:18: modes.free.system uses {examples}, but the mode has no shots");
        assertThat(problemsOf(LAB.replace("top-k: 2}", "top-k: 2}, user: full.txt")))
                .isEmpty();
    }

    @Test
    void saysWhereAFileIsNotYaml() throws IOException {
        assertThat(problemsOf("lab: faq\ntask: [a\nb: c\n"))
                .singleElement()
                .asString()
                .startsWith("lab.yaml:3: is not valid YAML: ");
        assertThat(problemsOf("- a\n")).containsExactly("lab.yaml:1: must be a mapping of keys to values");
        assertThat(problemsOf("")).containsExactly("lab.yaml: is empty");
        assertThat(problemsOf("lab: a\n---\nlab: b\n"))
                .containsExactly("lab.yaml:3: has a second YAML document; only one is allowed");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatThrownBy(() -> LabFileReader.read(file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessage(file + ": no such file");
    }

    @Test
    void digestChangesWithTheLabFileAndWithItsPromptsAndNotWithLineEnds() throws IOException {
        String digest = LabFileReader.read(write(LAB)).digest();

        assertThat(LabFileReader.read(write(LAB.replace("\n", "\r\n"))).digest())
                .isEqualTo(digest);
        assertThat(LabFileReader.read(write("\ufeff" + LAB)).digest()).isEqualTo(digest);
        assertThat(LabFileReader.read(write(LAB + "# more\n")).digest()).isNotEqualTo(digest);
        Files.writeString(file.resolveSibling("prompts/task.txt"), "Answer with {labels}.\n");
        assertThat(LabFileReader.read(write(LAB)).digest()).isNotEqualTo(digest);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(file, yaml);
    }

    /** The problems with file names instead of paths. */
    private List<String> problemsOf(String yaml) throws IOException {
        Problems problems = new Problems();
        LabFileReader.read(write(yaml), problems);
        return problems.found().stream()
                .map(problem -> new Problem(problem.file().getFileName(), problem.line(), problem.message()))
                .map(Problem::toString)
                .toList();
    }
}
