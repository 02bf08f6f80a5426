package org.adaptationlab.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two blanks between them. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; a row may be shorter than others. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Prints the rows, each after {@code indent}, without blanks at line ends. */
    public void print(PrintWriter out, String indent) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), length(row.get(i))));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths.get(i) - length(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
