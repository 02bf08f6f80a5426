package org.adaptationlab.dataset.document;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as Markdown does. */
final class MarkdownTable {

    private MarkdownTable() {}

    /** The rows, the first as the header; "" where no cell has a word. */
    static String of(List<List<String>> rows) {
        List<List<String>> said = rows.stream()
                .map(row -> row.stream().map(MarkdownTable::cell).toList())
                .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
        if (said.isEmpty()) {
            return "";
        }
        String dashes = "|" + " --- |".repeat(said.get(0).size()) + "\n";
        String rest =
                said.subList(1, said.size()).stream().map(MarkdownTable::row).collect(Collectors.joining());
        return row(said.get(0)) + dashes + rest;
    }

    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
