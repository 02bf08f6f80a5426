package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that {@code --fix} does to a row.
 *
 * @param target what it is to be; empty where the row is left out
 * @param why for the user
 */
public record Change(SenseRow row, Optional<String> target, String why) {

    /** Gives targets that only look different one spelling: that of {@code spellings}, by {@link Looks#of}. */
    public static List<Change> spelled(List<SenseRow> rows, Map<String, String> spellings) {
        List<Change> changes = new ArrayList<>();
        for (SenseRow row : rows) {
            String spelling = spellings.getOrDefault(Looks.of(row.target()), row.target());
            if (!spelling.equals(row.target())) {
                changes.add(new Change(
                        row,
                        Optional.of(spelling),
                        "target \"" + row.target() + "\" is now \"" + spelling + "\" ("
                                + Looks.difference(row.target(), spelling) + ")"));
            }
        }
        return changes;
    }

    /** Leaves out the rows whose text has another target in more rows, and all of a text whose targets are as frequent. */
    public static List<Change> agreed(List<SenseRow> rows) {
        List<Change> changes = new ArrayList<>();
        for (SameTexts same : SameTexts.in(rows)) {
            Optional<String> majority = same.majority();
            for (SenseRow row : same.rows()) {
                if (majority.isEmpty() || !majority.get().equals(SameTexts.answer(row))) {
                    changes.add(new Change(
                            row,
                            Optional.empty(),
                            "left out: its text has another target in "
                                    + (majority.isEmpty() ? "as many rows" : "more rows")));
                }
            }
        }
        return changes;
    }
}
