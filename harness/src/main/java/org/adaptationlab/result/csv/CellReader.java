package org.adaptationlab.result.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import java.util.List;

/**
 * Makes lines of cells of what the parser finds. A cell that is the same as the one above it is that one: most of a result
 * file's text comes back in every row, and is then neither made anew nor kept twice.
 */
final class CellReader extends AbstractBaseCsvCallbackHandler<CellReader.Line> {

    private static final int START = 64;

    private String[] cells = new String[START];
    private char[][] above = new char[START][];

    /** @param number one-based line of the file it starts in */
    record Line(long number, List<String> cells) {}

    CellReader() {
        Arrays.fill(cells, "");
        Arrays.fill(above, new char[0]);
    }

    @Override
    protected void handleField(int place, char[] buffer, int offset, int length, boolean quoted) {
        if (place == cells.length) {
            grow();
        }
        if (!Arrays.equals(above[place], 0, above[place].length, buffer, offset, offset + length)) {
            above[place] = Arrays.copyOfRange(buffer, offset, offset + length);
            cells[place] = length == 0 ? "" : new String(buffer, offset, length);
        }
    }

    private void grow() {
        int before = cells.length;
        cells = Arrays.copyOf(cells, 2 * before);
        above = Arrays.copyOf(above, 2 * before);
        Arrays.fill(cells, before, cells.length, "");
        Arrays.fill(above, before, above.length, new char[0]);
    }

    @Override
    protected Line buildRecord() {
        return new Line(getStartingLineNumber(), Arrays.asList(Arrays.copyOf(cells, getFieldCount())));
    }
}
