package org.adaptationlab.dataset.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table of rows of texts, the first of which that is not empty is the header. Rows and columns that are empty
 * throughout are what a spreadsheet leaves where cells were once used; they are passed over. Not thread-safe.
 */
final class GridTable {

    private final Path file;
    private final RowUnit unit;
    private final Problems problems;
    private final List<SourceRow> rows = new ArrayList<>();
    /** First row that has something in a column without a name, by the column's number. */
    private final Map<Integer, Integer> nameless = new TreeMap<>();

    private @Nullable List<String> header;
    private int headerLine;

    GridTable(Path file, RowUnit unit, Problems problems) {
        this.file = file;
        this.unit = unit;
        this.problems = problems;
    }

    /** Adds the next row; one with fewer cells than the header has nothing in the last columns. */
    void add(int line, List<String> cells) {
        if (cells.stream().allMatch(Blanks::isBlank)) {
            return;
        }
        List<String> names = header;
        if (names == null) {
            header = cells.stream().map(Blanks::typed).toList();
            headerLine = line;
            return;
        }
        Map<String, Cell> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (Blanks.isBlank(cells.get(i))) {
                continue;
            }
            if (i >= names.size()) {
                problems.add(
                        file,
                        line,
                        "has " + cells.size() + " cells, but the header has " + names.size()
                                + "; a cell with a separator in it must stand in quotes");
                break;
            } else if (names.get(i).isEmpty()) {
                nameless.putIfAbsent(i + 1, line);
            } else {
                row.put(names.get(i), new Cell.Text(cells.get(i)));
            }
        }
        rows.add(new SourceRow(line, line, row));
    }

    /** The rows so far. */
    SourceTable table() {
        List<String> names = header == null ? List.of() : header;
        List<String> named = names.stream().filter(name -> !name.isEmpty()).toList();
        Set<String> distinct = new LinkedHashSet<>(named);
        if (distinct.size() < named.size()) {
            problems.add(file, headerLine, "has two columns of one name: " + String.join(", ", named));
        }
        nameless.forEach((column, line) -> problems.add(
                file,
                headerLine,
                "column " + column + " has no name in the header, but a cell in " + unit.word() + " " + line
                        + "; name it or empty it"));
        return SourceTable.of(file, unit, List.copyOf(distinct), rows, List.of());
    }
}
