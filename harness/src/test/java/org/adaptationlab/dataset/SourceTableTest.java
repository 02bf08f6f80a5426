package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.SourceTable.Row;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTableTest {

    @TempDir
    private Path folder;

    @Test
    void readsCsvWithQuotedCellsAndTheLinesTheyBeginIn() throws IOException {
        Path file = write("t.csv", "\ufefftext,label\r\n\"two\r\nlines, \"\"quoted\"\"\",a\r\nnext,b\r\n");

        SourceTable table = SourceTable.read(file, ',');

        assertThat(table.columns()).containsExactly("text", "label");
        assertThat(table.rows())
                .containsExactly(
                        new Row(2, Map.of("text", "two\nlines, \"quoted\"", "label", "a")),
                        new Row(4, Map.of("text", "next", "label", "b")));
    }

    @Test
    void readsOtherSeparators() throws IOException {
        assertThat(SourceTable.read(write("t.csv", "a;b\n1,5;x\n"), ';').rows())
                .containsExactly(new Row(2, Map.of("a", "1,5", "b", "x")));
    }

    @Test
    void readsTheTextsNumbersAndTruthValuesOfJsonLines() throws IOException {
        Path file = write("t.jsonl", "{\"a\":\"x\",\"b\":1,\"c\":{\"d\":1}}\n{\"e\":true,\"a\":null}\n");

        SourceTable table = SourceTable.read(file, ',');

        assertThat(table.columns()).containsExactly("a", "b", "e");
        assertThat(table.rows())
                .containsExactly(new Row(1, Map.of("a", "x", "b", "1")), new Row(2, Map.of("e", "true")));
    }

    @Test
    void namesEveryLineThatCannotBeRead() throws IOException {
        assertRefused(
                write("t.csv", "a,b\n1\n2,3\n4,5,6\n"), ":2: has 1 cells, but the header has 2", ":4: has 3 cells");
        assertRefused(write("t.jsonl", "{}\n[]\n{\n"), ":2: is not a JSON object", ":3: is not a JSON object");
        assertRefused(write("twice.csv", "a,a\n1,2\n"), ":1: has two columns of one name: a, a");
        assertRefused(write("open.csv", "a,b\n1,\"2\n"), ": is not CSV: ");
        assertRefused(write("empty.csv", ""), ": has no rows");
        assertRefused(write("header.csv", "a,b\n"), ": has no rows");
        assertRefused(folder.resolve("none.csv"), ": no such file");
        Path latin = Files.write(folder.resolve("l.csv"), "a,b\nü,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(latin, ":2: is not UTF-8 text");
    }

    @Test
    void asksForTheSeparatorWhereTheHeaderHasAnotherOne() throws IOException {
        assertRefused(
                write("t.csv", "text;label\n\"a, b\";x\nc;y\n"),
                ":1: no ',' is in the header; say what is between the cells, such as --separator ';'");
        assertRefused(
                write("t.tsv", "text\tlabel\na, b\tx\nc\ty\n"),
                ":1: no ',' is in the header; say what is between the cells, such as --separator $'\\t'");
    }

    private static void assertRefused(Path file, String... problems) {
        assertThatThrownBy(() -> SourceTable.read(file, ','))
                .isInstanceOf(LabDefinitionException.class)
                .satisfies(e -> {
                    List<String> lines = String.valueOf(e.getMessage()).lines().toList();
                    assertThat(lines).hasSameSizeAs(problems);
                    for (int i = 0; i < problems.length; i++) {
                        assertThat(lines.get(i)).startsWith(file + problems[i]);
                    }
                });
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
