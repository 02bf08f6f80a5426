package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.IntervalMethod;
import org.jspecify.annotations.Nullable;

/** summary.csv: a row per mode. */
public final class SummaryColumns implements CsvForm<SummaryRow> {

    /** The columns after the identity columns. */
    public static final List<Column<SummaryRow>> COLUMNS = Column.list(
            List.of(
                    Column.count("n", row -> row.counts().n()),
                    Column.count("n_failed", row -> row.counts().failed()),
                    Column.count("n_unparsed", row -> row.counts().unparsed()),
                    Column.count("n_truncated", row -> row.counts().truncated()),
                    Column.count("n_ungraded", row -> row.counts().ungraded()),
                    Column.word("metric", row -> row.quality().metric()),
                    Column.share("quality", row -> row.quality().value())),
            Column.ends(
                    "quality",
                    Column::share,
                    row -> Column.interval(row.quality().interval())),
            List.of(
                    Column.share("macro_f1", row -> row.quality().macroF1()),
                    Column.amount("ttft_ms_p50", row -> row.speed().ttftMsP50()),
                    Column.amount("ttft_ms_p95", row -> row.speed().ttftMsP95()),
                    Column.amount("total_ms_p50", row -> row.speed().totalMsP50()),
                    Column.amount("total_ms_p95", row -> row.speed().totalMsP95()),
                    Column.amount("retrieve_ms_p50", row -> row.speed().retrieveMsP50()),
                    Column.amount("prefill_tokens_per_s", row -> row.speed().prefillTokensPerS()),
                    Column.amount("decode_tokens_per_s", row -> row.speed().decodeTokensPerS()),
                    Column.amount("input_tokens_mean", row -> row.speed().inputTokensMean()),
                    Column.amount("output_tokens_mean", row -> row.speed().outputTokensMean()),
                    Column.usd("cost_per_1000_usd", row -> row.costs().per1000Usd()),
                    Column.amount("adapt_seconds", row -> row.costs().adaptSeconds()),
                    Column.usd("adapt_cost_usd", row -> row.costs().adaptUsd()),
                    Column.count("peak_rss_mb", row -> row.costs().peakRssMb()),
                    Column.count("n_calls", row -> row.counts().calls()),
                    Column.count("n_calls_failed", row -> row.counts().callsFailed())),
            Column.method("quality", row -> row.quality().interval()),
            Column.ends(
                    "macro_f1",
                    Column::share,
                    row -> Column.interval(row.quality().macroF1Interval())),
            Column.method("macro_f1", row -> row.quality().macroF1Interval()),
            Column.ends(
                    "ttft_ms_p50",
                    Column::amount,
                    row -> row.speed().intervals().ttftMsP50()),
            Column.ends(
                    "ttft_ms_p95",
                    Column::amount,
                    row -> row.speed().intervals().ttftMsP95()),
            Column.ends(
                    "total_ms_p50",
                    Column::amount,
                    row -> row.speed().intervals().totalMsP50()),
            Column.ends(
                    "total_ms_p95",
                    Column::amount,
                    row -> row.speed().intervals().totalMsP95()),
            List.of(Column.amount("ttft_ms_p99", row -> row.speed().ttftMsP99())),
            Column.ends(
                    "ttft_ms_p99",
                    Column::amount,
                    row -> row.speed().intervals().ttftMsP99()),
            List.of(Column.amount("total_ms_p99", row -> row.speed().totalMsP99())),
            Column.ends(
                    "total_ms_p99",
                    Column::amount,
                    row -> row.speed().intervals().totalMsP99()),
            List.of(
                    Column.ratio("block_drift", row -> row.speed().blockDrift()),
                    Column.amount("wait_ms_p50", row -> row.speed().waitMsP50()),
                    Column.amount("wait_ms_p95", row -> row.speed().waitMsP95()),
                    Column.count("n_complete", row -> row.counts().complete())));

    @Override
    public List<Column<SummaryRow>> columns() {
        return COLUMNS;
    }

    @Override
    public String firstFurther() {
        return "n_calls";
    }

    @Override
    public ModeIdentity mode(SummaryRow row) {
        return row.mode();
    }

    @Override
    public SummaryRow read(CsvRow row, @Nullable ModeIdentity mode) {
        ModeIdentity known = row.requiredMode(mode);
        return new SummaryRow(known, counts(row), quality(row), speed(row), costs(row));
    }

    private static SummaryRow.Counts counts(CsvRow row) {
        int n = row.requiredCount("n");
        int failed = row.requiredCount("n_failed");
        Integer calls = row.count("n_calls");
        Integer callsFailed = row.count("n_calls_failed");
        Integer complete = row.count("n_complete");
        return new SummaryRow.Counts(
                n,
                failed,
                row.requiredCount("n_unparsed"),
                row.requiredCount("n_truncated"),
                row.requiredCount("n_ungraded"),
                calls == null ? n : calls,
                callsFailed == null ? failed : callsFailed,
                complete == null ? n - failed - row.requiredCount("n_ungraded") : complete);
    }

    /** Files of earlier versions have only Wilson's intervals and do not say so. */
    private static SummaryRow.Quality quality(CsvRow row) {
        return new SummaryRow.Quality(
                row.required("metric"),
                row.number("quality"),
                row.estimate("quality", IntervalMethod.WILSON),
                row.number("macro_f1"),
                row.estimate("macro_f1", IntervalMethod.WILSON));
    }

    private static SummaryRow.Speed speed(CsvRow row) {
        return new SummaryRow.Speed(
                row.number("ttft_ms_p50"),
                row.number("ttft_ms_p95"),
                row.number("total_ms_p50"),
                row.number("total_ms_p95"),
                row.number("retrieve_ms_p50"),
                row.number("prefill_tokens_per_s"),
                row.number("decode_tokens_per_s"),
                row.number("input_tokens_mean"),
                row.number("output_tokens_mean"),
                new SummaryRow.SpeedIntervals(
                        row.interval("ttft_ms_p50"),
                        row.interval("ttft_ms_p95"),
                        row.interval("total_ms_p50"),
                        row.interval("total_ms_p95"),
                        row.interval("ttft_ms_p99"),
                        row.interval("total_ms_p99")),
                row.number("ttft_ms_p99"),
                row.number("total_ms_p99"),
                row.number("block_drift"),
                waitP50(row),
                row.number("wait_ms_p95"));
    }

    /** Files of earlier versions have the median of the answer and that of retrieval, and not that of both. */
    private static @Nullable Double waitP50(CsvRow row) {
        Double wait = row.number("wait_ms_p50");
        Double total = row.number("total_ms_p50");
        Double retrieve = row.number("retrieve_ms_p50");
        return wait != null || total == null ? wait : Double.valueOf(total + (retrieve == null ? 0 : retrieve));
    }

    private static SummaryRow.Costs costs(CsvRow row) {
        return new SummaryRow.Costs(
                row.number("cost_per_1000_usd"),
                row.number("adapt_seconds"),
                row.number("adapt_cost_usd"),
                row.whole("peak_rss_mb"));
    }
}
