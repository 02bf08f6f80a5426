package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetReaderTest {

    private static final TaskDefinition TASK = new ClassificationTask(List.of("left", "right"));
    private static final String TRAIN = """
            {"id":"a1","input":"turn to the window","target":"left","slice":"clear"}
            {"id":"a2","input":"the door side","target":"right","aliases":["starboard"],"doc":"map","answerable":false}
            """;
    private static final String TEST = "{\"id\":\"b1\",\"input\":\"Größe egal, nach links\",\"target\":\"left\"}\n";
    private static final String CARD = "name: turns\nlicence: CC0-1.0\nmade: by hand\nfields: {id: a number}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDataset() throws IOException {
        write("dataset.yaml", CARD);
        write("train.jsonl", TRAIN);
        write("test.jsonl", TEST);
        Files.createDirectory(folder.resolve("corpus"));
        write("corpus/map.md", "intro\n\n## The  map\n\n# Later\n");
        write("corpus/bare.md", "no heading\n");
        write("corpus/ignored.pdf", "x");
    }

    @Test
    void readsEveryPart() {
        Dataset data = DatasetReader.read(folder, TASK);

        assertThat(data.name()).isEqualTo("turns");
        assertThat(data.folder()).isEqualTo(folder);
        assertThat(data.digest()).matches("[0-9a-f]{64}");
        assertThat(data.train())
                .containsExactly(
                        new Example("a1", "turn to the window", "left", List.of(), "clear", null, true),
                        new Example("a2", "the door side", "right", List.of("starboard"), null, "map", false));
        assertThat(data.test())
                .containsExactly(new Example("b1", "Größe egal, nach links", "left", List.of(), null, null, true));
        assertThat(data.corpus())
                .containsExactly(
                        new Document("bare", "bare", "no heading\n"),
                        new Document("map", "The  map", "intro\n\n## The  map\n\n# Later\n"));
    }

    @Test
    void readsADataSetWithoutCorpus() throws IOException {
        write("train.jsonl", TRAIN.replace(",\"doc\":\"map\"", ""));
        for (String file : List.of("map.md", "bare.md", "ignored.pdf")) {
            Files.delete(folder.resolve("corpus").resolve(file));
        }
        Files.delete(folder.resolve("corpus"));

        assertThat(DatasetReader.read(folder, TASK).corpus()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id":"a2" | "id":"a1" | 2: duplicate id "a1"; the first is at train.jsonl:1
            "id":"a2" | "id":"b1" | test:1: duplicate id "b1"; the first is at train.jsonl:2
            "id":"a2" | "id":" " | 2: "id" is empty
            "id":"a2" | "id":2 | 2: "id" must be a text in quotes, but is 2
            "id":"a2" | "id":{} | 2: "id" must be a text in quotes, but is an object
            "id":"a2" | "id":null | 2: "id" must be a text in quotes, but is null
            "id":"a2" | "id":"a2","id":"a3" | 2: is not JSON at column 16: Duplicate field 'id'
            "id":"a2", | `` | 2: missing key "id"
            "id":"a2","input" | "id":"a2","imput" | 2: unknown key "imput"; did you mean "input"?~2: missing key "input"
            "slice" | "note" | 1: unknown key "note"; allowed: id, input, target, aliases, slice, doc, answerable
            turn to the window | `` | 1: "input" is empty
            turn to the window | \\ud83d | 1: "input" holds half of a character: a JSON escape of a surrogate without the other one
            "target":"left" | "target":"" | 1: "target" is empty
            "target":"left" | "target":"leftt" | 1: target "leftt" is not a label of the task; labels: left, right; did you mean "left"?
            ["starboard"] | "starboard" | 2: "aliases" must be a list of texts, but is "starboard"
            ["starboard"] | ["starboard", 1] | 2: "aliases" must hold texts, but has 1
            "doc":"map" | "doc":"mop" | 2: doc "mop" is not in the corpus; did you mean "map"?
            "answerable":false | "answerable":"no" | 2: "answerable" must be true or false, but is "no"
            "clear"} | "clear" | 1: truncated JSON: the line ends in the middle of the object
            "clear"} | "clear"}} | 1: is not JSON at column 73: Unexpected close marker '}'
            "clear"} | "clear"} {"id":1} | 1: has more than one JSON value; put each example into a line of its own
            turn to the window | groesse: EGAL, nach "links" | 1: is not JSON
            turn to the window | größe EGAL - nach links! | test:1: leak: the input of "b1" is the same as that of "a1" at train.jsonl:1 (similarity 1.00); remove one of them
            """)
    void namesLineAndCureOf(String right, String wrong, String problems) throws IOException {
        assertThat(TRAIN).contains(right);
        write("train.jsonl", TRAIN.replace(right, wrong));

        List<String> found = problems();

        String[] expected = problems.split("~");
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            String file = expected[i].startsWith("test:") ? "" : "train.jsonl:";
            assertThat(found.get(i)).startsWith(file + expected[i].replace("test:", "test.jsonl:"));
        }
    }

    @Test
    void reportsAllProblemsOfAllFilesAtOnce() throws IOException {
        write("dataset.yaml", CARD.replace("licence", "license"));
        write("train.jsonl", "\n" + TRAIN + "[1]\n\"x\"\n");
        write("test.jsonl", TEST.replace("left", "up"));
        write("corpus/bare.md", " \n");

        assertThat(problems())
                .containsExactly(
                        "dataset.yaml:2: unknown key \"license\"; did you mean \"licence\"?",
                        "dataset.yaml:1: missing key \"licence\"",
                        "train.jsonl:1: blank line; delete it",
                        "train.jsonl:4: must be a JSON object such as {\"id\": …, \"input\": …, \"target\": …}",
                        "train.jsonl:5: must be a JSON object such as {\"id\": …, \"input\": …, \"target\": …}",
                        "bare.md: is empty; write the document or delete it",
                        "test.jsonl:1: target \"up\" is not a label of the task; labels: left, right");
    }

    @Test
    void namesEachLineThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("test.jsonl"), TEST.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems()).containsExactly("test.jsonl:1: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("test.jsonl", "");

        assertThat(problems())
                .containsExactly("test.jsonl: is empty; each line must be an object with id, input and target");
    }

    @Test
    void refusesMissingParts() throws IOException {
        Files.delete(folder.resolve("train.jsonl"));
        Files.delete(folder.resolve("dataset.yaml"));
        assertThat(problems()).containsExactly("dataset.yaml: no such file", "train.jsonl: no such file");

        Files.createDirectory(folder.resolve("train.jsonl"));
        assertThat(problems()).contains("train.jsonl: is a folder, not a file");

        assertThatThrownBy(() -> DatasetReader.read(folder.resolve("nowhere"), TASK))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessage(folder.resolve("nowhere")
                        + ": no such data-set folder; it must have dataset.yaml, train.jsonl and test.jsonl");
    }

    @Test
    void givesUpOnAFileThatIsAllWrongAndOnOneThatIsTooLarge() throws IOException {
        write("train.jsonl", "x\n".repeat(1_000_000));
        byte[] large = new byte[(64 << 20) + 1];
        Files.write(folder.resolve("test.jsonl"), large);

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(problems())
                        .hasSize(102)
                        .endsWith(
                                "train.jsonl:101: too many problems; this line and those after it were not looked at",
                                "test.jsonl: is too large: 64 MB; at most 64 MB"));
    }

    @Test
    void givesUpOnAFileWhoseRowsAllNameNoDocument() throws IOException {
        write("test.jsonl", rows("Path of the map.md"));
        for (int i = 0; i < 500; i++) {
            write("corpus/Path of the map " + i + ".md", "text " + i + "\n");
        }

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(problems())
                        .hasSize(101)
                        .endsWith(
                                "test.jsonl:101: too many problems; this line and those after it were not looked at"));
    }

    private static String rows(String document) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            rows.append(String.format(
                    Locale.ROOT,
                    "{\"id\":\"b%d\",\"input\":\"%s\",\"target\":\"left\",\"doc\":\"%s%d\"}\n",
                    i,
                    Integer.toString(i * 7919, 36).repeat(4),
                    document,
                    i));
        }
        return rows.toString();
    }

    @Test
    void digestIsOfTheContentAndNotOfItsForm() throws IOException {
        String digest = DatasetReader.read(folder, TASK).digest();

        write(
                "train.jsonl",
                "\ufeff"
                        + TRAIN.replace("{\"id\":\"a1\",", "{ \"id\" : \"a1\" , ")
                                .replace("\n", "\r\n"));
        write("corpus/map.md", "intro\r\n\r\n## The  map\r\n\r\n# Later");
        write("dataset.yaml", CARD.replace("by hand", "by two hands"));
        assertThat(DatasetReader.read(folder, TASK).digest()).isEqualTo(digest);

        write("corpus/map.md", "intro\n");
        assertThat(DatasetReader.read(folder, TASK).digest()).isNotEqualTo(digest);
        write("corpus/map.md", "intro\n\n## The  map\n\n# Later\n");
        for (String change : List.of("\"a1\":\"a0\"", "window:wall", "clear:terse", "starboard:port", "false:true")) {
            String[] pair = change.split(":", 2);
            write("train.jsonl", TRAIN.replace(pair[0], pair[1]));
            assertThat(DatasetReader.read(folder, TASK).digest()).as(change).isNotEqualTo(digest);
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private List<String> problems() {
        Problems problems = new Problems();
        assertThat(DatasetReader.read(folder, TASK, problems)).isEmpty();
        return problems.found().stream()
                .map(problem -> new Problem(problem.file().getFileName(), problem.line(), problem.message()))
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }
}
