package org.adaptationlab.dataset.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Recognises tables whose columns mean the same to everybody: chats, Alpaca's instructions, the files of a data set. */
final class KnownShapes {

    private static final String INSTRUCTION = "instruction";
    private static final String BOTH = "instruction and input";

    private KnownShapes() {}

    static SourceTable recognised(SourceTable table, Problems problems) {
        if (Chats.column(table).isPresent()) {
            return Chats.unfold(table, problems);
        }
        List<String> columns = table.columns();
        if (columns.containsAll(List.of(INSTRUCTION, "output"))) {
            return alpaca(table);
        }
        return columns.containsAll(List.of("id", "input", "target"))
                ? roles(table, new ColumnRoles(ColumnRoles.DATASET, "input", "target", null))
                : table;
    }

    /** Taori et al., Stanford Alpaca (2023): an instruction, often something it is to be applied to, and an output. */
    private static SourceTable alpaca(SourceTable table) {
        Set<String> instructions = table.rows().stream()
                .map(row -> row.text(INSTRUCTION))
                .limit(1000)
                .collect(Collectors.toSet());
        boolean hasInput = table.columns().contains("input");
        if (!hasInput) {
            return roles(table, alpacaRoles(INSTRUCTION, null));
        }
        if (instructions.size() == 1
                && table.rows().stream()
                        .allMatch(row -> instructions.contains(row.text(INSTRUCTION))
                                && !row.text("input").isEmpty())) {
            return roles(table, alpacaRoles("input", instructions.iterator().next()));
        }
        List<SourceRow> rows = new ArrayList<>();
        for (SourceRow row : table.rows()) {
            Map<String, Cell> cells = new HashMap<>(row.cells());
            String input = row.text("input");
            String both = input.isEmpty() ? row.text(INSTRUCTION) : row.text(INSTRUCTION) + "\n\n" + input;
            cells.put(BOTH, new Cell.Text(both));
            rows.add(new SourceRow(row.line(), row.number(), cells));
        }
        List<String> columns = new ArrayList<>(table.columns());
        columns.add(BOTH);
        return new SourceTable(table.file(), table.unit(), columns, rows, table.notes(), alpacaRoles(BOTH, null));
    }

    private static ColumnRoles alpacaRoles(String input, @Nullable String system) {
        return new ColumnRoles("Alpaca", input, "output", system);
    }

    private static SourceTable roles(SourceTable table, ColumnRoles roles) {
        return new SourceTable(table.file(), table.unit(), table.columns(), table.rows(), table.notes(), roles);
    }
}
