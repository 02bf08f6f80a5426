package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.SenseRow.Side;

/** Leaves out the training rows whose texts are in the test. */
final class LeakFree {

    private LeakFree() {}

    /** The training rows that may stay. */
    static List<ImportedRow> training(
            List<ImportedRow> train, List<ImportedRow> test, FileNames names, List<Change> changes) {
        Set<Integer> leaks = LeakageCheck.trainNearTest(inputs(train), inputs(test));
        List<ImportedRow> kept = new ArrayList<>();
        for (int i = 0; i < train.size(); i++) {
            if (leaks.contains(i)) {
                changes.add(new Change(
                        train.get(i).onSide(Side.TRAIN, names),
                        Optional.empty(),
                        "left out: its text is in the test, or nearly"));
            } else {
                kept.add(train.get(i));
            }
        }
        return kept;
    }

    static List<String> inputs(List<ImportedRow> rows) {
        return rows.stream().map(row -> row.example().input()).toList();
    }
}
