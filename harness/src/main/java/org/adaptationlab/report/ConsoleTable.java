package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;

/** The end of a run in a terminal: the advice, then a table of plain aligned text without colour. */
public final class ConsoleTable {

    private ConsoleTable() {}

    /** The text, its lines ended by {@code \n}. */
    public static String of(RunResults results) {
        Advice advice = Advice.of(results);
        StringBuilder out = new StringBuilder();
        line(out, "", advice.todo());
        advice.why().forEach(reason -> line(out, "  ", reason));
        list(out, "How sure is that?", advice.sure());
        list(out, "What would change it?", advice.flips());
        list(out, "Bear in mind:", advice.caveats());
        out.append('\n').append(aligned(new ResultTables(results).summary()));
        line(out.append('\n'), "", Notes.COLUMNS);
        guards(out, results.provenance().guards());
        return out.toString();
    }

    private static void list(StringBuilder out, String title, List<String> points) {
        if (!points.isEmpty()) {
            line(out, "", title);
            points.forEach(point -> line(out, "  - ", point));
        }
    }

    private static void line(StringBuilder out, String indent, String text) {
        out.append(indent).append(VisibleText.of(text, Integer.MAX_VALUE)).append('\n');
    }

    /** One line: what the guards that did not pass found stands above. */
    private static void guards(StringBuilder out, List<GuardResult> guards) {
        if (!guards.isEmpty()) {
            out.append("\nGuards: ")
                    .append(Arrays.stream(GuardResult.Status.values())
                            .sorted(Comparator.reverseOrder())
                            .flatMap(status -> named(guards, status).stream())
                            .collect(Collectors.joining("; ")))
                    .append('\n');
        }
    }

    private static Optional<String> named(List<GuardResult> guards, GuardResult.Status status) {
        List<String> names = guards.stream()
                .filter(guard -> guard.status() == status)
                .map(GuardResult::name)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(status.word() + " " + String.join(", ", names));
    }

    /** Any table in aligned columns, its text made visible. */
    public static String aligned(Table table) {
        StringBuilder out = new StringBuilder();
        List<List<String>> lines = new ArrayList<>(List.of(table.head()));
        table.rows().forEach(row -> lines.add(row.stream().map(VisibleText::of).toList()));
        int[] widths = IntStream.range(0, table.head().size())
                .map(column -> width(lines, column))
                .toArray();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String blanks = " ".repeat(widths[column] - length(line.get(column)));
                boolean left = column < table.textColumns();
                text.append(column == 0 ? "" : "  ")
                        .append(left ? line.get(column) + blanks : blanks + line.get(column));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
