package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.jspecify.annotations.Nullable;

/** scores.csv: a row per mode, example, repetition and further metric. */
final class ScoreColumns implements CsvForm<ScoreRow> {

    private static final List<String> COLUMNS = List.of("example_id", "repetition", "metric", "value");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public ModeIdentity mode(ScoreRow row) {
        return row.mode();
    }

    @Override
    public List<@Nullable String> cells(ScoreRow row) {
        return Arrays.asList(
                CsvCells.text(row.exampleId()),
                CsvCells.whole(row.repetition()),
                row.metric(),
                CsvCells.rate(row.value()));
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
