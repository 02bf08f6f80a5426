package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lab init} says of a user's own documents, by the names the user knows, before it writes anything. */
class InitCorpusTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeQuestionsAndDocuments() throws IOException {
        write("own.csv", "q,a,d\nwho?,me,a\nwhere?,here,more/c\nwhen?,now,\n");
        write("docs/a.md", "# A\n");
        write("docs/more/b.txt", "B\n");
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(folder.resolve("labs")).doesNotExist();
        assertThat(folder.resolve("datasets")).doesNotExist();
    }

    @Test
    void namesRowsWhoseDocumentIsNotThere() {
        assertThat(init("--doc", "d", "--corpus", "docs")).isEqualTo(new Result(2, "", """
                        own.csv:3: column "d" is "more/c", which is no document of the corpus; did you mean "more/b"?
                        """));
        assertThat(init("--doc", "d").err()).startsWith("lab: --doc names documents, so it needs --corpus DIR");
    }

    @Test
    void refusesACorpusWithoutDocuments() throws IOException {
        Files.createDirectory(folder.resolve("none"));

        assertThat(init("--corpus", "none")).isEqualTo(new Result(2, "", """
                        none: has no document (.md, .markdown, .txt, .html, .htm, .pdf, .docx); add documents or delete the folder
                        """));
        assertThat(init("--corpus", "nowhere")).isEqualTo(new Result(2, "", "nowhere: no such folder\n"));
    }

    @Test
    void refusesTwoDocumentsOfOneNameAndOneThatIsTooLarge() throws IOException {
        write("docs/a.txt", "A\n");
        Files.write(folder.resolve("docs/all.md"), new byte[50 << 20]);

        assertThat(init("--corpus", "docs")).isEqualTo(new Result(2, "", """
                        docs/a.txt: is a second document of the name "a", the first is docs/a.md; rename one of them
                        docs/all.md: is too large for one document: 50 MB; at most 4 MB; divide it into documents of \
                        one subject each
                        """));
    }

    @Test
    void saysWhatItLeavesOut() throws IOException {
        write("docs/faq.rst", "x");
        write("docs/scan.pdf", "x");

        assertThat(init("--doc", "d", "--corpus", "docs").err()).startsWith("""
                        warning: corpus: 2 documents; left out: 1 .pdf, 1 .rst (.md, .markdown, .txt, .html, .htm, .pdf, .docx can be read)
                        warning: docs/scan.pdf: is no PDF, or a damaged one; save or print it to PDF again
                        """);
    }

    private Result init(String... more) {
        String[] args = Stream.concat(
                        Stream.of(
                                "init",
                                "qa",
                                "--task",
                                "short-answer",
                                "--data",
                                "own.csv",
                                "--input",
                                "q",
                                "--target",
                                "a"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new LabCommandLine(folder).run(args);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
