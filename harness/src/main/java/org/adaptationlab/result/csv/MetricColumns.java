package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.jspecify.annotations.Nullable;

/** metrics.csv: a row per mode and further metric. */
final class MetricColumns implements CsvForm<MetricRow> {

    private static final List<String> COLUMNS =
            List.of("metric", "n", "mean", "mean_ci_low", "mean_ci_high", "mean_interval", "mean_ci_error");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public ModeIdentity mode(MetricRow row) {
        return row.mode();
    }

    @Override
    public List<@Nullable String> cells(MetricRow row) {
        IntervalEstimate interval = row.interval();
        return Arrays.asList(
                row.metric(),
                CsvCells.whole(row.n()),
                CsvCells.rate(row.mean()),
                interval == null ? null : CsvCells.rate(interval.interval().low()),
                interval == null ? null : CsvCells.rate(interval.interval().high()),
                interval == null ? null : interval.method().word(),
                interval == null ? null : CsvCells.rate(interval.error()));
    }

    @Override
    public MetricRow read(CsvRow row, @Nullable ModeIdentity mode) {
        ModeIdentity known = row.requiredMode(mode);
        Interval interval = row.interval("mean_ci");
        IntervalMethod method = row.word("mean_interval", IntervalMethod.values(), IntervalMethod::word);
        return new MetricRow(
                known,
                row.required("metric"),
                row.requiredCount("n"),
                row.requiredNumber("mean"),
                interval == null || method == null
                        ? null
                        : new IntervalEstimate(interval, method, row.number("mean_ci_error")));
    }
}
