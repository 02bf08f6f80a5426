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
record ImportedRow(
        Example example,
        SourceTable table,
        SourceRow row,
        @Nullable Side side) {

    /** As the checks see it, on a side. */
    SenseRow onSide(Side actual, FileNames names) {
        return new SenseRow(
                place(names), actual, example.input(), example.target(), example.aliases(), example.answerable());
    }

    /** Where a user finds it; the file is named where there are several. */
    SenseRow.Place place(FileNames names) {
        String file = names == FileNames.SHOWN ? String.valueOf(table.file().getFileName()) : "";
        return new SenseRow.Place(file, row.number());
    }

    /** Whether messages name the file of a row. */
    enum FileNames {
        SHOWN,
        HIDDEN
    }

    ImportedRow withTarget(String target) {
        return with(example.id(), target);
    }

    ImportedRow withId(String id) {
        return with(id, example.target());
    }

    private ImportedRow with(String id, String target) {
        Example other = new Example(
                id, example.input(), target, example.aliases(), example.slice(), example.doc(), example.answerable());
        return new ImportedRow(other, table, row, side);
    }

    void report(String message, Problems problems) {
        table.report(row, message, problems);
    }
}
