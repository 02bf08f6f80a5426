package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.result.RunFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "de", "ar-EG-u-nu-arab"})
    void isTheGoldenFileInEveryLocale(String locale) {
        InLocale.run(
                locale,
                () -> GoldenFile.named("tickets-console.txt").assertSame(ConsoleTable.of(RunFixture.tickets())));
    }

    @Test
    void alignsItsColumns() {
        String text = ConsoleTable.of(RunFixture.tickets());

        List<String> table = text.lines()
                .skip(text.lines().toList().indexOf("") + 1)
                .takeWhile(line -> !line.isEmpty())
                .toList();
        assertThat(table)
                .hasSize(6)
                .extracting(String::length)
                .containsOnly(table.get(0).length());
    }

    @Test
    void measuresItsColumnsOnce() {
        List<List<String>> rows = IntStream.range(0, 30_000)
                .mapToObj(i -> List.of("row " + i, "x"))
                .toList();

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(ConsoleTable.aligned(new Table(List.of("name", "value"), rows, 1)))
                        .startsWith("name       value\nrow 0          x\n"));
    }

    @Test
    void endsWithTheGuardsTheWorstFirst() {
        assertThat(ConsoleTable.of(RunFixture.tickets())).endsWith("\nGuards: warn adapter-seeds; pass truncation\n");
    }

    @Test
    void saysWhatItsColumnsMean() {
        assertThat(ConsoleTable.of(RunFixture.tickets()))
                .contains("\nunparsable: answers that can't be read as one. truncated: ")
                .contains(" adapt s: seconds of training or indexing, once.\n");
    }
}
