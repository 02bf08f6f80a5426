package org.adaptationlab.dataset.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.problem.Problems;

/** Unfolds a column of chats into the last question, its answer and the system text. */
final class Chats {

    static final String USER = "user";
    static final String ASSISTANT = "assistant";
    static final String SYSTEM = "system";
    private static final List<String> COLUMNS =
            List.of("messages", "conversations", "conversation", "dialog", "dialogue", "turns", "contents", "chat");

    private Chats() {}

    /** The column that holds chats; empty where there is none. */
    static Optional<String> column(SourceTable table) {
        return COLUMNS.stream()
                .filter(column -> table.columns().contains(column))
                .filter(column -> table.rows().stream()
                        .map(row -> row.cells().get(column))
                        .anyMatch(cell -> cell instanceof Cell.Nested nested && Chat.isOne(nested.json())))
                .findFirst();
    }

    static SourceTable unfold(SourceTable table, Problems problems) {
        String column = column(table).orElseThrow();
        List<SourceRow> rows = new ArrayList<>();
        List<Integer> longer = new ArrayList<>();
        Set<String> systems = new LinkedHashSet<>();
        for (SourceRow row : table.rows()) {
            Optional<Chat> chat = chat(table, row, column, problems);
            if (chat.isEmpty()) {
                continue;
            }
            if (chat.get().earlierTurns() > 0) {
                longer.add(row.number());
            }
            if (!chat.get().system().isEmpty()) {
                systems.add(chat.get().system());
            }
            Map<String, Cell> cells = new HashMap<>(row.cells());
            cells.remove(column);
            cells.put(USER, new Cell.Text(chat.get().user()));
            cells.put(ASSISTANT, new Cell.Text(chat.get().assistant()));
            if (!chat.get().system().isEmpty()) {
                cells.put(SYSTEM, new Cell.Text(chat.get().system()));
            }
            rows.add(new SourceRow(row.line(), row.number(), cells));
        }
        Set<String> columns = new LinkedHashSet<>(table.columns());
        columns.remove(column);
        columns.addAll(List.of(USER, ASSISTANT, SYSTEM));
        String system = systems.size() == 1 ? systems.iterator().next() : "";
        return new SourceTable(
                table.file(),
                table.unit(),
                List.copyOf(columns),
                rows,
                notes(table, longer, systems),
                new ColumnRoles("chats (" + column + ")", USER, ASSISTANT, system.isEmpty() ? null : system));
    }

    private static Optional<Chat> chat(SourceTable table, SourceRow row, String column, Problems problems) {
        Cell cell = row.cells().get(column);
        if (!(cell instanceof Cell.Nested nested)) {
            table.report(row, "has no chat in \"" + column + "\"", problems);
            return Optional.empty();
        }
        Chat chat = Chat.of(nested.json());
        chat.problem().ifPresent(problem -> table.report(row, problem, problems));
        return Optional.of(chat);
    }

    private static List<String> notes(SourceTable table, List<Integer> longer, Set<String> systems) {
        List<String> notes = new ArrayList<>(table.notes());
        if (!longer.isEmpty()) {
            notes.add("chats with earlier turns: an example has room for one question and its answer, so only the last"
                    + " were taken; left out are the turns before them in " + RowNames.of(table.unit(), longer));
        }
        if (systems.size() > 1) {
            notes.add("the chats begin with " + systems.size()
                    + " different system texts, which were left out: a lab describes its task once, in"
                    + " prompts/task.txt");
        }
        return notes;
    }
}
