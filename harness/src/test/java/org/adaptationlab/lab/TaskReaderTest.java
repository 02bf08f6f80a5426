package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskReaderTest {

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
    }

    @Test
    void readsAShortAnswerTask() throws IOException {
        assertThat(taskOf("{type: short-answer}"))
                .isEqualTo(new ShortAnswerTask(AnswerMatch.ALIAS, 0, ShortAnswerTask.DEFAULT_REFUSALS));
        assertThat(taskOf("{type: short-answer, match: numeric, tolerance: 0.05, refusal: [weiß nicht, unklar]}"))
                .isEqualTo(new ShortAnswerTask(AnswerMatch.NUMERIC, 0.05, List.of("weiß nicht", "unklar")));
    }

    @Test
    void readsTheLabelThatRefuses() throws IOException {
        assertThat(taskOf("{type: classification, labels: [a, none], refusal: none}"))
                .isEqualTo(new ClassificationTask(List.of("a", "none"), "none"));
        assertThat(taskOf("{type: classification, labels: [a, none]}"))
                .isEqualTo(new ClassificationTask(List.of("a", "none"), null));
    }

    @Test
    void readsAnExtractionTaskWithItsSchemaAsAPartOfTheLab() throws IOException {
        Files.writeString(labFile.file.resolveSibling("order.json"), "{\"type\": \"object\"}\n");
        LabDefinition lab = labFile.read(withTask("{type: extraction, schema: order.json}"));
        Files.writeString(labFile.file.resolveSibling("order.json"), "{\"type\":\"object\"}");
        LabDefinition reformatted = LabFileReader.read(labFile.file);
        Files.writeString(labFile.file.resolveSibling("order.json"), "{\"type\": \"array\"}\n");
        LabDefinition changed = LabFileReader.read(labFile.file);

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
            {type: classification, labels: [a, none], refusal: nun} | lab.yaml:3: task.refusal is "nun", which is not among the labels; did you mean "none"?
            {type: classification, labels: [a, none], refusal: [none]} | lab.yaml:3: task.refusal must be a text, but is a list
            {type: classification, labels: [a, b], match: exact} | lab.yaml:3: task.match is not for type classification; allowed: type, labels, refusal
            {type: extraction} | lab.yaml:3: missing key "schema" in task
            {type: extraction, schema: prompts/tusk.txt} | lab.yaml:3: task.schema names FOLDER/prompts/tusk.txt, but there is no such file; did you mean "task.txt"?
            {type: extraction, schema: prompts/task.txt} | task.txt: is no JSON schema: it must hold one JSON object, no key twice, nothing after it
            """)
    void namesWhatIsWrongWithATask(String task, String problem) throws IOException {
        assertThat(labFile.problemsOf(withTask(task)))
                .containsExactly(problem.replace(
                        "FOLDER", labFile.file.resolveSibling("").toString()));
    }

    @Test
    void refusesToLimitShortAnswersToAnything() throws IOException {
        assertThat(labFile.problemsOf(withTask("{type: short-answer}")
                        .replace(
                                "rag, system: prompts/task.txt, retrieve: {from: corpus",
                                "rag, system: prompts/task.txt, constrain: true, retrieve: {from: corpus")))
                .contains("lab.yaml:13: modes.rag.constrain is true, but short answers are free text, with no labels"
                        + " and no schema to limit them to; leave it out");
    }

    @Test
    void hasNoLabelsToFillInWhereTheTaskHasNone() throws IOException {
        String text = withTask("{type: short-answer}");
        labFile.writePrompt("Answer with one of {labels}.\n");

        assertThat(labFile.problemsOf(text))
                .containsExactly("task.txt:1: unknown placeholder {labels}; allowed here: {examples}");
    }

    private TaskDefinition taskOf(String task) throws IOException {
        return labFile.read(withTask(task)).task();
    }

    /** The lab with another task, unconstrained, and a prompt without labels. */
    private String withTask(String task) throws IOException {
        labFile.writePrompt("Answer.\n");
        return LAB.replace("task:\n  type: classification\n  labels: [yes, no, maybe]\n", "task: " + task + "\n")
                .replace(", constrain: true", "");
    }
}
