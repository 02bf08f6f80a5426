package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.dataset.source.RowNames;
import org.adaptationlab.dataset.source.RowUnit;
import org.adaptationlab.lab.TaskDefinition;

/**
 * All that is known of a lab's data before it is measured.
 *
 * @param rows of both sides
 * @param unit what a user calls a row
 * @param pool number of training examples that the modes draw from
 * @param outputTokens most tokens of an answer
 * @param stops texts before which an answer ends
 */
public record SenseData(
        TaskDefinition task, List<SenseRow> rows, RowUnit unit, int pool, int outputTokens, List<String> stops) {

    public SenseData {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(unit, "unit");
        rows = List.copyOf(rows);
        stops = List.copyOf(stops);
    }

    /** Rows in a sentence, such as {@code lines 2 and 3} or {@code train.jsonl line 2 and test.jsonl line 9}. */
    String names(List<SenseRow> named) {
        Map<String, List<Integer>> byFile = new LinkedHashMap<>();
        for (SenseRow row : named) {
            byFile.computeIfAbsent(row.place().file(), file -> new ArrayList<>())
                    .add(row.place().number());
        }
        return String.join(
                " and ",
                byFile.entrySet().stream()
                        .map(entry -> (entry.getKey() + " " + RowNames.of(unit, entry.getValue())).strip())
                        .toList());
    }

    List<SenseRow> of(SenseRow.Side side) {
        return rows.stream().filter(row -> row.side() == side).toList();
    }
}
