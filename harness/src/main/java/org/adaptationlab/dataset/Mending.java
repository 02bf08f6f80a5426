package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.SenseRow;
import org.adaptationlab.dataset.sense.SenseRow.Side;

/** Applies changes to rows. */
final class Mending {

    private Mending() {}

    /** The rows as the checks see them, with their files; the side does not matter to what is mended. */
    static List<SenseRow> seen(List<ImportedRow> rows) {
        return seen(rows, FileNames.SHOWN);
    }

    static List<SenseRow> seen(List<ImportedRow> rows, FileNames names) {
        return rows.stream().map(row -> row.onSide(Side.TRAIN, names)).toList();
    }

    /**
     * The rows after changes.
     *
     * @param wanted of rows that {@link #seen} gave
     * @param done gets what was changed
     */
    static List<ImportedRow> changed(List<ImportedRow> rows, List<Change> wanted, FileNames names, List<Change> done) {
        Map<SenseRow, Change> byRow = new HashMap<>();
        wanted.forEach(change -> byRow.put(change.row(), change));
        List<ImportedRow> changed = new ArrayList<>();
        for (ImportedRow row : rows) {
            Change change = byRow.get(row.onSide(Side.TRAIN, names));
            if (change == null) {
                changed.add(row);
            } else {
                change.target().ifPresent(target -> changed.add(row.withTarget(target)));
                done.add(change);
            }
        }
        return changed;
    }
}
