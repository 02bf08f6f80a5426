package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.AnswerSchema;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.ExtractionTask;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCheckTest {

    private static final TaskDefinition ALIAS =
            new ShortAnswerTask(AnswerMatch.ALIAS, 0, List.of("not stated", "no idea"));
    private static final TaskDefinition NUMERIC = new ShortAnswerTask(AnswerMatch.NUMERIC, 0, List.of("not stated"));
    private static final TaskDefinition EXTRACTION = new ExtractionTask(AnswerSchema.parse(
                    Path.of("s.json"),
                    "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}",
                    new Problems())
            .orElseThrow());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "target":"12 days"                             | ``
            "target":"","answerable":false                 | ``
            "answerable":false                             | ``
            "target":"Not stated!","answerable":false      | ``
            "target":""                                    | "target" is empty
            "target":{},"answerable":false                 | "target" must be a text in quotes, but is an object
            "target":"12 days","answerable":false          | target "12 days" of an example that is not answerable is no refusal of the task; leave it empty, or add it to task.refusal of the lab: not stated, no idea
            "target":"","answerable":false,"doc":"d"       | has "doc", but is not answerable, so no document can hold its answer; delete one
            "target":"not stated yet"                      | target or alias "not stated yet" has a refusal of the task in it, so a right answer would be taken for one; change the target, or task.refusal of the lab
            "target":"x","aliases":["no idea"]             | target or alias "no idea" has a refusal of the task in it
            """)
    void ofShortAnswers(String fields, String problem) throws IOException {
        check(ALIAS, fields, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "target":"1.299,00 €"                          | ``
            "target":"12","aliases":["12.0"]               | ``
            "target":"","answerable":false                 | ``
            "target":"twelve"                              | target or alias "twelve" has no number in it, which match: numeric needs
            "target":"12","aliases":["dozen"]              | target or alias "dozen" has no number in it
            "target":"1.299"                               | target or alias "1.299" can mean 1.299 and 1299; write it without a separator of thousands, or with another number of decimals
            """)
    void ofNumbers(String fields, String problem) throws IOException {
        check(NUMERIC, fields, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "target":{"n":1}                               | ``
            "target":"{\\"n\\": 1}"                        | ``
            "target":{"n":1.5}                             | target does not satisfy the schema of the task: /n: number found, integer expected
            "target":{}                                    | target does not satisfy the schema of the task:
            "target":"{\\"n\\": 1,}"                       | "target" must be a JSON object or list, or a text that holds one, but is "{
            "target":1                                     | "target" must be a JSON object or list, or a text that holds one, but is 1
            "target":null                                  | "target" must be a JSON object or list, or a text that holds one, but is null
            "aliases":["x"]                                | missing key "target"
            """)
    void ofExtractions(String fields, String problem) throws IOException {
        check(EXTRACTION, fields, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            none | "target":"12"                           | ``
            none | "target":"none","answerable":false      | ``
            none | "target":"none"                         | target "none" is the refusal of the task; add "answerable": false
            none | "target":"12","answerable":false        | "answerable" is false, but the target is "12"; it must be "none", the refusal of the task
            ``   | "target":"none"                         | ``
            ``   | "target":"none","answerable":false      | ``
            """)
    void ofLabelsOneOfWhichRefuses(String refusal, String fields, String problem) throws IOException {
        check(new ClassificationTask(List.of("12", "none"), refusal.isEmpty() ? null : refusal), fields, problem);
    }

    @Test
    void areTheSameHoweverAnExtractionIsWritten() throws IOException {
        String digest = read(EXTRACTION, "\"target\":{\"n\":1}", new Problems())
                .map(Dataset::digest)
                .orElseThrow();
        Optional<Dataset> asText = read(EXTRACTION, "\"target\":\"{ \\\"n\\\": 1 }\"", new Problems());

        assertThat(asText.orElseThrow().digest()).isEqualTo(digest);
        assertThat(asText.orElseThrow().test().get(0).target()).isEqualTo("{\"n\":1}");
    }

    private void check(TaskDefinition task, String fields, String problem) throws IOException {
        Problems problems = new Problems();
        boolean there = read(task, fields, problems).isPresent();

        assertThat(there).as("%s", problems.found()).isEqualTo(problem.isEmpty());
        if (!problem.isEmpty()) {
            assertThat(problems.found())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .startsWith(problem);
        }
    }

    private Optional<Dataset> read(TaskDefinition task, String fields, Problems problems) throws IOException {
        Files.createDirectories(folder.resolve("corpus"));
        Files.writeString(folder.resolve("corpus/d.md"), "# D\n");
        Files.writeString(folder.resolve("dataset.yaml"), "{name: d, licence: x, made: x, fields: {id: x}}\n");
        Files.writeString(folder.resolve("train.jsonl"), "{\"id\":\"a\",\"input\":\"one thing\"," + ok(task) + "}\n");
        Files.writeString(folder.resolve("test.jsonl"), "{\"id\":\"b\",\"input\":\"quite another\"," + fields + "}\n");
        return DatasetReader.read(folder, task, problems);
    }

    private static String ok(TaskDefinition task) {
        return task.equals(EXTRACTION) ? "\"target\":{\"n\":1}" : "\"target\":\"12\"";
    }
}
