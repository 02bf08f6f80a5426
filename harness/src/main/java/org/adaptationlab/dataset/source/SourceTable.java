package org.adaptationlab.dataset.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A user's own file of examples.
 *
 * @param unit what its rows are called
 * @param columns in the order of the file
 * @param notes what was read otherwise than it stands there, and what was left out: sentences for the user
 * @param roles what the columns mean, where the format says so; null where the user has to
 */
public record SourceTable(
        Path file,
        RowUnit unit,
        List<String> columns,
        List<SourceRow> rows,
        List<String> notes,
        @Nullable ColumnRoles roles) {

    public SourceTable {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(unit, "unit");
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** A table whose columns have no meaning yet. */
    static SourceTable of(Path file, RowUnit unit, List<String> columns, List<SourceRow> rows, List<String> notes) {
        return new SourceTable(file, unit, columns, rows, notes, null);
    }

    /**
     * Reads a file; its content says what format it has.
     *
     * @param separator between the cells of delimited text; null for the usual one of the file's ending
     * @throws LabDefinitionException with everything that cannot be read
     */
    public static SourceTable read(Path file, @Nullable Character separator) {
        Problems problems = new Problems();
        SourceTable table = SourceFormat.of(file, separator, problems)
                .map(format -> KnownShapes.recognised(format.read(problems), problems))
                .orElse(SourceTable.of(file, RowUnit.LINE, List.of(), List.of(), List.of()));
        if (problems.found().isEmpty() && table.rows().isEmpty()) {
            problems.add(file, 0, "has no rows");
        }
        problems.throwIfAny();
        return table;
    }

    /** Reports what is wrong with a row: the one place that says how a row is named. */
    public void report(SourceRow row, String message, Problems problems) {
        String name = unit == RowUnit.ITEM ? unit.word() + " " + row.number() + ": " : "";
        problems.add(file, row.line(), name + message);
    }

    /** The table with more said about it. */
    SourceTable with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new SourceTable(file, unit, columns, rows, more, roles);
    }
}
