package org.adaptationlab.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow 26.0.1 wrote: {@code python3 src/test/resources/parquet/make.py}. */
class ParquetSourceTest {

    private static final Path FILES = Path.of("src/test/resources/parquet");

    @Test
    void readsValuesAsTheyWouldBeWritten() {
        SourceTable table = read("values.parquet");

        assertThat(table.columns())
                .containsExactly("text", "label", "n", "price", "exact", "ok", "day", "at", "tags", "who", "pairs");
        assertThat(table.rows()).extracting(SourceRow::number).containsExactly(1, 2, 3, 4);
        assertThat(table.rows().get(0).cells())
                .isEqualTo(Map.ofEntries(
                        Map.entry("text", new Cell.Text("a, \"b\"\n")),
                        Map.entry("label", new Cell.Text("x")),
                        Map.entry("n", new Cell.Text("1")),
                        Map.entry("price", new Cell.Text("1.5")),
                        Map.entry("exact", new Cell.Text("1.50")),
                        Map.entry("ok", new Cell.Text("true")),
                        Map.entry("day", new Cell.Text("2026-11-28")),
                        Map.entry("at", new Cell.Text("2026-11-28T12:00:01.500")),
                        Map.entry("tags", new Cell.Items(List.of("p", "q"))),
                        Map.entry("who", new Cell.Nested("{\"name\":\"Ann\",\"age\":3}")),
                        Map.entry("pairs", new Cell.Nested("{\"k\":1}"))));
        assertThat(table.rows().get(1).cells())
                .containsEntry("text", new Cell.Text("naïve 鍵"))
                .doesNotContainKeys("n", "price", "exact", "day", "at", "tags", "who");
        assertThat(table.rows().get(2).cells())
                .containsEntry("exact", new Cell.Text("-0.05"))
                .containsEntry("day", new Cell.Text("1969-12-31"))
                .containsEntry("who", new Cell.Nested("{\"name\":\"Bob\"}"))
                .doesNotContainKeys("text", "ok");
    }

    @Test
    void knowsChats() {
        SourceTable table = read("chats.parquet");

        assertThat(table.roles()).isNotNull();
        assertThat(table.rows().get(1).text("assistant")).isEqualTo("billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.parquet", "gzip.parquet", "lz4.parquet"})
    void readsEveryPackingAndAllRowGroups(String file) {
        assertThat(read(file).rows()).extracting(row -> row.text("text")).containsExactly("one", "two", "three");
    }

    @Test
    void readsTimesOfOldWriters() {
        assertThat(read("old.parquet").rows().get(0).text("at")).isEqualTo("2026-11-28T12:00:01");
    }

    @Test
    void saysWhatCannotBeReadAndWhatToDo(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> read("bytes.parquet"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "bytes.parquet: cannot be read as Parquet: a column holds bytes that are no UTF-8")
                .hasMessageContaining("make JSON lines of it");
        assertThatThrownBy(() -> read("brotli.parquet")).hasMessageContaining("it is packed by BROTLI, which is not");
        byte[] whole = Files.readAllBytes(FILES.resolve("none.parquet"));
        for (int length = 5; length < whole.length; length += 50) {
            Path cut = folder.resolve("cut.parquet");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SourceTable.read(cut, null))
                    .isInstanceOf(LabDefinitionException.class)
                    .hasMessageContaining("cut.parquet: cannot be read as Parquet: ");
        }
    }

    private static SourceTable read(String file) {
        return SourceTable.read(FILES.resolve(file), null);
    }
}
