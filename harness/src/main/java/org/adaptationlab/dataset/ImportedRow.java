package org.adaptationlab.dataset;

import org.adaptationlab.dataset.sense.SenseRow;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.SourceRow;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * An example and the row of the user's file that it was made of.
 *
 * @param side where the user has said; null where a split is to be drawn
 */
record ImportedRow(Example example, SourceTable table, SourceRow row, @Nullable Side side) {

    /** As the checks see it, on a side; the file is named where there are several. */
    SenseRow onSide(Side actual, FileNames names) {
        String file = names == FileNames.SHOWN ? String.valueOf(table.file().getFileName()) : "";
        return new SenseRow(
                new SenseRow.Place(file, row.number()),
                actual,
                example.input(),
                example.target(),
                example.aliases(),
                example.answerable());
    }

    /** Whether messages name the file of a row. */
    enum FileNames {
        SHOWN,
        HIDDEN
    }

    ImportedRow withTarget(String target) {
        Example other = new Example(
                example.id(),
                example.input(),
                target,
                example.aliases(),
                example.slice(),
                example.doc(),
                example.answerable());
        return new ImportedRow(other, table, row, side);
    }

    void report(String message, Problems problems) {
        table.report(row, message, problems);
    }
}
