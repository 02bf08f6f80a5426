package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear line and exit code 2 for a corpus, a document of an answer or a schema that can't be used. */
class BadInputTest {

    private static final String CORPUS = "datasets/turns/corpus";

    @TempDir
    private Path folder;

    private LabFolder files;

    @BeforeEach
    void writeLab() throws IOException {
        files = LabFolder.in(folder);
        files.write(CORPUS + "/doors.md", "# Doors\n");
    }

    @Test
    void aDocumentOfFiftyMegabytes() throws IOException {
        Files.write(folder.resolve(CORPUS + "/all.md"), new byte[50 << 20]);
        assertRefused(
                CORPUS + "/all.md: is too large for one document: 50 MB; at most 4 MB; divide it into documents of"
                        + " one subject each");
    }

    @Test
    void aCorpusWithoutDocuments() throws IOException {
        files.replace("datasets/turns/test.jsonl", "\"left\"", "\"left\",\"doc\":\"doors\"");
        Files.delete(folder.resolve(CORPUS + "/doors.md"));
        assertRefused(
                CORPUS
                        + ": has no document (.md, .markdown, .txt, .html, .htm, .pdf, .docx); add documents or delete the folder");
    }

    @Test
    void noCorpusThoughRowsNameDocuments() throws IOException {
        files.replace("datasets/turns/test.jsonl", "\"left\"", "\"left\",\"doc\":\"doors\"");
        files.replace("datasets/turns/test.jsonl", "\"right\"", "\"right\",\"doc\":\"more\"");
        Files.delete(folder.resolve(CORPUS + "/doors.md"));
        Files.delete(folder.resolve(CORPUS));
        assertRefused("datasets/turns/test.jsonl:1: doc \"doors\" is not in the corpus: there is no folder corpus with"
                + " documents; add it, or leave \"doc\" out of all rows");
    }

    @Test
    void twoDocumentsOfOneName() throws IOException {
        files.write(CORPUS + "/doors.html", "<p>Doors");
        assertRefused(CORPUS + "/doors.md: is a second document of the name \"doors\", the first is " + CORPUS
                + "/doors.html; rename one of them");
    }

    @Test
    void aDocumentOfAnAnswerThatIsNotThere() throws IOException {
        files.replace("datasets/turns/test.jsonl", "\"left\"", "\"left\",\"doc\":\"door\"");
        assertRefused("datasets/turns/test.jsonl:1: doc \"door\" is not in the corpus; did you mean \"doors\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a schema",
                "",
                "[]",
                "{\"type\":\"thing\"}",
                "{\"type\":\"string\"}",
                "{\"type\":\"object\"",
                "{\"type\":\"object\",\"properties\":[]}"
            })
    void aSchemaThatIsNone(String schema) throws IOException {
        files.write("labs/turns/form.json", schema);
        files.replace(
                "labs/turns/lab.yaml",
                "{type: classification, labels: [left, right]}",
                "{type: extraction, schema: form.json}");
        files.write("labs/turns/task.txt", "Write JSON.\n");
        for (String part : new String[] {"train", "test"}) {
            files.write(
                    "datasets/turns/" + part + ".jsonl",
                    "{\"id\":\"" + part + "\",\"input\":\"" + part + " it\",\"target\":{}}\n");
        }
        files.replace("labs/turns/lab.yaml", "training-examples: 2", "training-examples: 1");
        files.replace("labs/turns/lab.yaml", "shots: 2", "shots: 1");

        Result result = new LabCommandLine(folder).run("validate", "turns");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("labs/turns/form.json").hasLineCount(1);
    }

    private void assertRefused(String line) {
        for (String command : new String[] {"validate", "run"}) {
            assertThat(new LabCommandLine(folder).run(command, "turns")).isEqualTo(new Result(2, "", line + "\n"));
        }
    }
}
