package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.TuningWords;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.TuningCopy;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** What tuning promised of each mode's settings, beside what the run measured. */
final class TuningTable {

    private static final int PERCENT = 100;

    private TuningTable() {}

    /** A row for each mode that was tuned; none where none was. */
    static Table of(RunResults results) {
        TuningCopy tuning = results.provenance().tuning();
        Map<String, SummaryRow> summaries = results.byMode();
        List<List<String>> rows = new ArrayList<>();
        if (tuning != null) {
            for (TuningCopy.Mode mode : tuning.modes()) {
                TuningRecord.Mode found = mode.found();
                if (found != null) {
                    rows.add(row(mode, found, summaries.get(mode.mode())));
                }
            }
        }
        return new Table(
                List.of(
                        "mode",
                        "chosen",
                        "tries",
                        "calls",
                        "n",
                        "on training folds",
                        "s.e.",
                        "on test",
                        "test less folds"),
                rows,
                2);
    }

    private static List<String> row(TuningCopy.Mode mode, TuningRecord.Mode found, @Nullable SummaryRow test) {
        TuningRecord.Candidate winner = found.winner();
        Double error = winner.standardError();
        Double gap = TuningWords.gap(mode, test);
        return List.of(
                mode.mode(),
                winner.settings(),
                String.valueOf(mode.tries()),
                String.valueOf(found.effort().calls()),
                String.valueOf(winner.n()),
                Figures.percent(winner.mean()),
                error == null ? Figures.NOT_MEASURED : Figures.fixed(PERCENT * error, 1),
                test == null
                        ? Figures.NOT_MEASURED
                        : Figures.percent(test.quality().value()),
                gap == null ? Figures.NOT_MEASURED : Figures.signedPoints(-gap));
    }
}
