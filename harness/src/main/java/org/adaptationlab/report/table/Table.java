package org.adaptationlab.report.table;

import java.util.List;

/**
 * A table before it has a format.
 *
 * @param head column names
 * @param rows a plain text for each column, not yet escaped
 * @param textColumns how many columns from the left hold words; those after them hold figures
 */
public record Table(List<String> head, List<List<String>> rows, int textColumns) {

    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(row + " does not fit " + head);
            }
        }
    }
}
