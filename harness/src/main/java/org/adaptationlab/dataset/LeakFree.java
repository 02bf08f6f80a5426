package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.SenseRow.Side;

/** Leaves out the training rows whose texts are in the test. */
final class LeakFree {

    private LeakFree() {}

    /** The training rows that may stay; a test text may be near several of them, of which one is found at a time. */
    static List<ImportedRow> training(
            List<ImportedRow> train, List<ImportedRow> test, FileNames names, List<Change> changes) {
        List<ImportedRow> rest = train;
        Set<Integer> found = found(rest, test);
        while (!found.isEmpty()) {
            List<ImportedRow> kept = new ArrayList<>();
            for (int i = 0; i < rest.size(); i++) {
                if (found.contains(i)) {
                    changes.add(new Change(
                            rest.get(i).onSide(Side.TRAIN, names),
                            Optional.empty(),
                            "left out: its text is in the test, or nearly"));
                } else {
                    kept.add(rest.get(i));
                }
            }
            rest = kept;
            found = found(rest, test);
        }
        return rest;
    }

    private static Set<Integer> found(List<ImportedRow> train, List<ImportedRow> test) {
        return LeakageCheck.find(inputs(train), inputs(test)).stream()
                .map(LeakageCheck.Leak::train)
                .collect(Collectors.toSet());
    }

    static List<String> inputs(List<ImportedRow> rows) {
        return rows.stream().map(row -> row.example().input()).toList();
    }
}
