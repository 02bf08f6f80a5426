package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.jspecify.annotations.Nullable;

/** scores.csv: a row per mode, example, repetition and further metric. */
final class ScoreColumns implements CsvForm<ScoreRow> {

    private static final List<Column<ScoreRow>> COLUMNS = List.of(
            Column.text("example_id", ScoreRow::exampleId),
            Column.count("repetition", ScoreRow::repetition),
            Column.word("metric", ScoreRow::metric),
            Column.share("value", ScoreRow::value));

    @Override
    public List<Column<ScoreRow>> columns() {
        return COLUMNS;
    }

    @Override
    public ModeIdentity mode(ScoreRow row) {
        return row.mode();
    }

    @Override
    public ScoreRow read(CsvRow row, @Nullable ModeIdentity mode) {
        ModeIdentity known = row.requiredMode(mode);
        return new ScoreRow(
                known,
                row.required("example_id"),
                row.requiredCount("repetition"),
                row.required("metric"),
                row.requiredNumber("value"));
    }
}
