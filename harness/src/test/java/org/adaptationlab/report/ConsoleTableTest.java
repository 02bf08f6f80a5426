package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.InLocale;
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
    void endsWithTheGuardsTheWorstFirst() {
        assertThat(ConsoleTable.of(RunFixture.tickets())).endsWith("\nGuards: warn adapter-seeds; pass truncation\n");
    }

    @Test
    void saysWhatItsColumnsMean() {
        assertThat(ConsoleTable.of(RunFixture.tickets()))
                .contains("\nunread: answers that can't be read as one. cut: ")
                .contains(" adapt s: seconds of training or indexing, once.\n");
    }
}
