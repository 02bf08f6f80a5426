package org.adaptationlab.dataset.source;

import java.util.Map;

/**
 * One row of a user's table.
 *
 * @param line one-based line of the file in which it begins; of a workbook the row of the sheet
 * @param number the one-based number by which its table's {@link RowUnit} names it
 * @param cells by column; blank ones are not there
 */
public record SourceRow(int line, int number, Map<String, Cell> cells) {

    public SourceRow {
        cells = Map.copyOf(cells);
    }

    /** The text of a column; empty where it has none, or holds a list or an object. */
    public String text(String column) {
        return cells.get(column) instanceof Cell.Text text ? text.text() : "";
    }
}
