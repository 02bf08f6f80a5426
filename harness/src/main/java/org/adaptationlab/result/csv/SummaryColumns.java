package org.adaptationlab.result.csv;

import java.util.List;
import java.util.function.Function;
import org.adaptationlab.cost.LatencySummary;
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
                    Column.amount("ttft_ms_p50", row -> row.speed().ttft().p50()),
                    Column.amount("ttft_ms_p95", row -> row.speed().ttft().p95()),
                    Column.amount("total_ms_p50", row -> row.speed().total().p50()),
                    Column.amount("total_ms_p95", row -> row.speed().total().p95()),
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
            middle("ttft_ms", row -> row.speed().ttft()),
            middle("total_ms", row -> row.speed().total()),
            far("ttft_ms", row -> row.speed().ttft()),
            far("total_ms", row -> row.speed().total()),
            List.of(
                    Column.ratio("block_drift", row -> row.speed().blockDrift()),
                    Column.amount("wait_ms_p50", row -> row.speed().waiting().p50()),
                    Column.amount("wait_ms_p95", row -> row.speed().waiting().p95())),
            middle("wait_ms", row -> row.speed().waiting()),
            far("wait_ms", row -> row.speed().waiting()),
            List.of(
                    Column.count("n_complete", row -> row.counts().complete()),
                    Column.count("in_flight", row -> row.speed().inFlight())));

    /** The intervals of median and 95th percentile. */
    private static List<Column<SummaryRow>> middle(String time, Function<SummaryRow, LatencySummary> of) {
        return Column.list(
                Column.ends(time + "_p50", Column::amount, row -> of.apply(row).p50Interval()),
                Column.ends(time + "_p95", Column::amount, row -> of.apply(row).p95Interval()));
    }

    /** The 99th percentile with its interval. */
    private static List<Column<SummaryRow>> far(String time, Function<SummaryRow, LatencySummary> of) {
        return Column.list(
                List.of(Column.amount(time + "_p99", row -> of.apply(row).p99())),
                Column.ends(time + "_p99", Column::amount, row -> of.apply(row).p99Interval()));
    }

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
                times(row, "ttft_ms"),
                times(row, "total_ms"),
                times(row, "wait_ms"),
                row.number("retrieve_ms_p50"),
                row.number("prefill_tokens_per_s"),
                row.number("decode_tokens_per_s"),
                row.number("input_tokens_mean"),
                row.number("output_tokens_mean"),
                row.number("block_drift"),
                row.count("in_flight"));
    }

    private static LatencySummary times(CsvRow row, String time) {
        return new LatencySummary(
                row.number(time + "_p50"),
                row.number(time + "_p95"),
                row.number(time + "_p99"),
                row.interval(time + "_p50"),
                row.interval(time + "_p95"),
                row.interval(time + "_p99"));
    }

    private static SummaryRow.Costs costs(CsvRow row) {
        return new SummaryRow.Costs(
                row.number("cost_per_1000_usd"),
                row.number("adapt_seconds"),
                row.number("adapt_cost_usd"),
                row.whole("peak_rss_mb"));
    }
}
