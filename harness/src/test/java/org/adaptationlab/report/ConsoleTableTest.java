package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.GoldenFile;
import org.adaptationlab.result.RunFixture;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {

    @Test
    void alignsItsColumns() {
        String text = ConsoleTable.of(RunFixture.tickets());

        GoldenFile.named("tickets-console.txt").assertSame(text);
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
