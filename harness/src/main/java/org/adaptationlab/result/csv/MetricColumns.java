package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.MetricRow;
import org.jspecify.annotations.Nullable;

/** metrics.csv: a row per mode and further metric. */
final class MetricColumns implements CsvForm<MetricRow> {

    private static final List<Column<MetricRow>> COLUMNS = Column.list(
            List.of(
                    Column.word("metric", MetricRow::metric),
                    Column.count("n", MetricRow::n),
                    Column.share("mean", MetricRow::mean)),
            Column.ends("mean", Column::share, row -> Column.interval(row.interval())),
            Column.method("mean", MetricRow::interval));

    @Override
    public List<Column<MetricRow>> columns() {
        return COLUMNS;
    }

    @Override
    public ModeIdentity mode(MetricRow row) {
        return row.mode();
    }

    @Override
    public MetricRow read(CsvRow row, @Nullable ModeIdentity mode) {
        return new MetricRow(
                row.requiredMode(mode),
                row.required("metric"),
                row.requiredCount("n"),
                row.requiredNumber("mean"),
                row.estimate("mean", null));
    }
}
