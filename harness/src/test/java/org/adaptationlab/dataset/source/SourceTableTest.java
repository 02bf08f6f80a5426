package org.adaptationlab.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTableTest {

    @TempDir
    private Path folder;

    @Test
    void readsCsvWithQuotedCellsAndTheLinesTheyBeginIn() throws IOException {
        SourceTable table = read("t.csv", "\ufefftext,label\r\n\"two\r\nlines, \"\"quoted\"\"\",a\r\nnext,b\r\n");

        assertThat(table.columns()).containsExactly("text", "label");
        assertThat(table.rows())
                .containsExactly(
                        row(2, Map.of("text", "two\r\nlines, \"quoted\"", "label", "a")),
                        row(4, Map.of("text", "next", "label", "b")));
    }

    @Test
    void takesTheSeparatorFromTheUserTheEndingOrTheFile() throws IOException {
        List<SourceRow> wanted = List.of(row(2, Map.of("a", "1,5", "b", "x")));
        assertThat(read("t.csv", "a;b\n1,5;x\n", ';').rows()).isEqualTo(wanted);
        assertThat(read("t.tsv", "a\tb\n1,5\tx\n").rows()).isEqualTo(wanted);
        List<SourceRow> later = List.of(row(3, Map.of("a", "1,5", "b", "x")));
        assertThat(read("t.csv", "sep=;\r\na;b\r\n1,5;x\r\n").rows()).isEqualTo(later);
        assertThat(read("t.csv", "\"sep=;\"\r\na;b\r\n1,5;x\r\n", ';').rows()).isEqualTo(later);
        assertThat(read("t.csv", "sep=\t\na\tb\n1,5\tx\n").rows()).isEqualTo(later);
        SourceTable semicolons = read("t.csv", "a;b\n1,5;x\n");
        assertThat(semicolons.rows()).isEqualTo(wanted);
        assertThat(semicolons.notes()).containsExactly("cells are what stands between ';', as the header has no ','");
        assertRefused(
                "t.csv",
                "text;label|desk\n\"a, b\";x\nc;y\n",
                ":1: no ',' is in the header; say what is between the cells, such as --separator ';'");
        assertThatThrownBy(() -> read("t.csv", "a;b\n1;2\n", '|'))
                .hasMessageContaining(
                        "no '|' is in the header; say what is between the cells, such as --separator ';'");
        assertThatThrownBy(() -> read("t.csv", "sep=;\na;b\n1;2\n", ','))
                .hasMessageContaining("names ';' as the separator, but --separator is ','");
    }

    @Test
    void passesOverColumnsAndRowsThatAreEmptyThroughout() throws IOException {
        SourceTable table = read("t.csv", "text,label,,\r\na,x,,\r\nb,y\r\n,,,\r\n\u00a0,,,\r\nc,z,,,,\r\n,,,\r\n");

        assertThat(table.columns()).containsExactly("text", "label");
        assertThat(table.rows())
                .containsExactly(
                        row(2, Map.of("text", "a", "label", "x")),
                        row(3, Map.of("text", "b", "label", "y")),
                        row(6, Map.of("text", "c", "label", "z")));
        assertRefused(
                "t.csv",
                "a,b,\n1,2,\n3,4,5\n",
                ":1: column 3 has no name in the header, but a cell in line 3; name it");
        assertRefused("t.csv", "a,b\n1,2\n3,4,5\n", ":3: has 3 cells, but the header has 2; a cell with a separator");
    }

    @Test
    void namesColumnsAsTheyWouldBeTyped() throws IOException {
        assertThat(read("t.csv", "\u00a0Cate\u0301gorie\u00a0\u00a0du texte ,b\n1,2\n")
                        .columns())
                .containsExactly("Catégorie du texte", "b");
    }

    @Test
    void readsCarriageReturnsAloneAsLineEnds() throws IOException {
        assertThat(read("t.csv", "a,b\r1,2\r3,4\r").rows())
                .containsExactly(row(2, Map.of("a", "1", "b", "2")), row(3, Map.of("a", "3", "b", "4")));
        assertThat(read("t.jsonl", "{\"a\":\"1\"}\r{\"a\":\"3\"}\r").rows())
                .containsExactly(row(1, Map.of("a", "1")), row(2, Map.of("a", "3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8"})
    void readsUtf16WithAndWithoutAMark(String charset) throws IOException {
        Path file = Files.write(folder.resolve("t.tsv"), "text\tlabel\nüber\tx\n".getBytes(Charset.forName(charset)));

        assertThat(SourceTable.read(file, null).rows()).containsExactly(row(2, Map.of("text", "über", "label", "x")));
    }

    @Test
    void keepsNumbersAndTruthValuesAsTheyAreWritten() throws IOException {
        SourceTable table = read(
                "t.jsonl",
                "{\"a\":98000000,\"b\":1500000.0,\"c\":1e3,\"d\":true}\n{\"a\":\"x\",\"b\":null,\"c\":[1.50,\"y\"],\"d\":{\"p\":1.50,"
                        + " \"q\":[]}}\n");

        assertThat(table.rows())
                .containsExactly(
                        row(1, Map.of("a", "98000000", "b", "1500000.0", "c", "1e3", "d", "true")),
                        new SourceRow(
                                2,
                                2,
                                Map.of(
                                        "a",
                                        new Cell.Text("x"),
                                        "c",
                                        new Cell.Items(List.of("1.50", "y")),
                                        "d",
                                        new Cell.Nested("{\"p\":1.50,\"q\":[]}"))));
        assertThat(read("t.csv", "a\n007\n1.50\n").rows().get(1).text("a")).isEqualTo("1.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pretty.json", "almost.jsonl", "noending"})
    void readsAListOfObjectsHoweverItIsLaidOut(String name) throws IOException {
        for (String text : List.of(
                "[\n  {\"t\": \"a\", \"l\": \"x\"},\n  {\n \"t\": \"b\", \"l\": \"y\"}\n]\n",
                "[{\"t\":\"a\",\"l\":\"x\"},{\"t\":\"b\",\"l\":\"y\"}]")) {
            SourceTable table = read(name, text);

            assertThat(table.unit()).isEqualTo(RowUnit.ITEM);
            assertThat(table.rows()).extracting(SourceRow::number).containsExactly(1, 2);
            assertThat(table.rows()).extracting(row -> row.text("t")).containsExactly("a", "b");
        }
    }

    @Test
    void losesNoObjectThatSharesALineOrTakesSeveral() throws IOException {
        SourceTable shared = read("t.jsonl", "{\"a\":1}\n\n{\"a\":2}{\"a\":3}\n\n\n");
        assertThat(shared.rows()).extracting(row -> row.text("a")).containsExactly("1", "2", "3");
        assertThat(shared.notes()).containsExactly("more than one object stands in line 3; each was taken as a row");
        SourceTable tall = read("t.jsonl", "{\n \"a\": 1\n}\n{\n \"a\": \"x\u2028y\"\n}\n");
        assertThat(tall.rows()).extracting(SourceRow::line).containsExactly(1, 4);
        assertThat(tall.rows().get(1).text("a")).isEqualTo("x\u2028y");
        assertThat(tall.notes()).isEmpty();
    }

    @Test
    void namesEveryRowThatCannotBeRead() throws IOException {
        assertRefused(
                "t.jsonl",
                "{\"a\":1}\n[1]\n{\"a\":\n{\"a\":2}\n{\"a\":1,\"a\":2}\n{\"a\":\"\\ud83d\"}\n",
                ":2: is a list; wanted is an object such as",
                ":3: is not JSON (line 5, column 1): ",
                ":5: has a key twice (",
                ":6: \"a\" holds half of a character");
        assertRefused("t.json", "[{\"a\":1},\n3]", ":2: item 2: is a number; wanted is an object");
        assertRefused("t.json", "[[\"text\",\"label\"]]", ":1: item 1: is a list; name its parts: jq ");
        assertRefused(
                "t.json",
                "{\"data\":[{\"a\":1}],\"version\":1}",
                ": is one JSON object, not a list of objects; its rows may be under data: take them out (jq '.data' ");
        assertRefused("twice.csv", "a,a\n1,2\n", ":1: has two columns of one name: a, a");
        assertRefused("open.csv", "a,b\n1,\"2\n", ": is not CSV: ");
        assertRefused("empty.csv", "", ": has no rows");
        assertRefused("header.csv", "a,b\n", ": has no rows");
        Path latin = Files.write(folder.resolve("l.csv"), "a,b\nü,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SourceTable.read(latin, null))
                .hasMessageStartingWith(latin + ":2: is not UTF-8 text; save the file as UTF-8");
        assertThatThrownBy(() -> SourceTable.read(folder.resolve("none.csv"), null))
                .hasMessageContaining("none.csv: no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ARROW1", "\u001f\u008b", "PK\u0003\u0004", "%PDF-1.7", "<html>", "\u00d0\u00cf\u0011\u00e0"})
    void saysOfFilesOfOtherKindsWhatToDo(String beginning) throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), beginning.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SourceTable.read(file, null))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageStartingWith(file + ": is ")
                .hasMessageMatching("(?s).*(save|make|unpack|copy|convert).*");
    }

    @Test
    void knowsTheColumnsOfAlpacaAndOfDataSets() throws IOException {
        SourceTable mixed = read(
                "t.json",
                "[{\"instruction\":\"Add\",\"input\":\"1 2\",\"output\":\"3\"},{\"instruction\":\"Greet\",\"input\":\"\",\"output\":\"Hi\"}]");
        assertThat(mixed.roles()).isEqualTo(new ColumnRoles("Alpaca", "instruction and input", "output", null));
        assertThat(mixed.rows())
                .extracting(row -> row.text("instruction and input"))
                .containsExactly("Add\n\n1 2", "Greet");
        SourceTable one = read(
                "t.json",
                "[{\"instruction\":\"Add\",\"input\":\"1 2\",\"output\":\"3\"},{\"instruction\":\"Add\",\"input\":\"2 3\",\"output\":\"5\"}]");
        assertThat(one.roles()).isEqualTo(new ColumnRoles("Alpaca", "input", "output", "Add"));
        assertThat(read("t.jsonl", "{\"id\":\"1\",\"input\":\"x\",\"target\":\"y\"}\n")
                        .roles())
                .isEqualTo(new ColumnRoles("a data set of this program", "input", "target", null));
        assertThat(read("t.csv", "input,output\nx,y\n").roles()).isNull();
    }

    private static SourceRow row(int line, Map<String, String> cells) {
        return new SourceRow(
                line,
                line,
                cells.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Cell.Text(entry.getValue()))));
    }

    private void assertRefused(String name, String text, String... problems) {
        Path file = folder.resolve(name);
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(LabDefinitionException.class)
                .satisfies(e -> {
                    List<String> lines = String.valueOf(e.getMessage()).lines().toList();
                    assertThat(lines).hasSameSizeAs(problems);
                    for (int i = 0; i < problems.length; i++) {
                        assertThat(lines.get(i)).startsWith(file + problems[i]);
                    }
                });
    }

    private SourceTable read(String name, String text) throws IOException {
        return read(name, text, null);
    }

    private SourceTable read(String name, String text, @Nullable Character separator) throws IOException {
        return SourceTable.read(Files.writeString(folder.resolve(name), text), separator);
    }
}
