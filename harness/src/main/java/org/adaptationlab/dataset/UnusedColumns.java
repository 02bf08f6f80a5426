package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.TaskType;

/** The columns of a user's table that nothing is taken from, and the options that would take what some of them tell. */
public final class UnusedColumns {

    private final SourceTable table;
    private final ColumnMapping mapping;
    private final TaskType task;

    private UnusedColumns(SourceTable table, ColumnMapping mapping, TaskType task) {
        this.table = table;
        this.mapping = mapping;
        this.task = task;
    }

    /**
     * A sentence for the user; empty where every column is used.
     *
     * @param isSplit whether the user has said what is tested
     */
    public static Optional<String> note(SourceTable table, ColumnMapping mapping, TaskType task, boolean isSplit) {
        return new UnusedColumns(table, mapping, task).note(isSplit);
    }

    private Optional<String> note(boolean isSplit) {
        Set<String> used = new HashSet<>(mapping.columns());
        ColumnRoles roles = table.roles();
        if (roles != null) {
            Stream.of(roles.input(), roles.target(), roles.system())
                    .filter(Objects::nonNull)
                    .forEach(used::add);
        }
        boolean isDataset = roles != null && roles.isDataset(); // its further columns have meanings of their own
        List<String> said = new ArrayList<>();
        for (String column : table.columns()) {
            if (used.contains(column)) {
                continue;
            }
            String hint = hint(column, isSplit);
            if (!hint.isEmpty() || !isDataset) {
                said.add("\"" + column + "\"" + hint);
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of("not used: " + String.join(", ", said));
    }

    private String hint(String column, boolean isSplit) {
        Set<String> values = values(column);
        Set<String> documents = mapping.documents();
        if (mapping.doc() == null && documents != null && all(values, mapping::isDocument)) {
            return " (with --doc it says which document has the answer)";
        }
        if (!isSplit && values.size() > 1 && all(values, SourceExamples::isPart)) {
            return " (with --split it says what is trained on and what is tested)";
        }
        if (task == TaskType.SHORT_ANSWER && mapping.answerable() == null && all(values, SourceExamples::isYesOrNo)) {
            return " (with --answerable it says which questions have no answer)";
        }
        return "";
    }

    private static boolean all(Set<String> values, Predicate<String> wanted) {
        return !values.isEmpty() && values.stream().allMatch(wanted);
    }

    private Set<String> values(String column) {
        return table.rows().stream()
                .map(row -> row.text(column).strip())
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }
}
