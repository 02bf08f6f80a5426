package org.adaptationlab.result;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.measure.Interval;
import org.jspecify.annotations.Nullable;

/** summary.csv: a row per mode. */
final class SummaryColumns implements CsvForm<SummaryRow> {

    private static final List<String> COLUMNS = List.of(
            "n",
            "n_failed",
            "n_unparsed",
            "n_truncated",
            "n_ungraded",
            "metric",
            "quality",
            "quality_ci_low",
            "quality_ci_high",
            "macro_f1",
            "ttft_ms_p50",
            "ttft_ms_p95",
            "total_ms_p50",
            "total_ms_p95",
            "retrieve_ms_p50",
            "prefill_tokens_per_s",
            "decode_tokens_per_s",
            "input_tokens_mean",
            "output_tokens_mean",
            "cost_per_1000_usd",
            "adapt_seconds",
            "adapt_cost_usd",
            "peak_rss_mb",
            "n_calls",
            "n_calls_failed");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int requiredColumns() {
        return COLUMNS.indexOf("n_calls");
    }

    @Override
    public ModeIdentity mode(SummaryRow row) {
        return row.mode();
    }

    @Override
    public List<@Nullable String> cells(SummaryRow row) {
        SummaryRow.Counts counts = row.counts();
        SummaryRow.Quality quality = row.quality();
        Interval interval = quality.interval();
        SummaryRow.Speed speed = row.speed();
        SummaryRow.Costs costs = row.costs();
        return Arrays.asList(
                CsvCells.whole(counts.n()),
                CsvCells.whole(counts.failed()),
                CsvCells.whole(counts.unparsed()),
                CsvCells.whole(counts.truncated()),
                CsvCells.whole(counts.ungraded()),
                quality.metric(),
                CsvCells.rate(quality.value()),
                interval == null ? null : CsvCells.rate(interval.low()),
                interval == null ? null : CsvCells.rate(interval.high()),
                CsvCells.rate(quality.macroF1()),
                CsvCells.amount(speed.ttftMsP50()),
                CsvCells.amount(speed.ttftMsP95()),
                CsvCells.amount(speed.totalMsP50()),
                CsvCells.amount(speed.totalMsP95()),
                CsvCells.amount(speed.retrieveMsP50()),
                CsvCells.amount(speed.prefillTokensPerS()),
                CsvCells.amount(speed.decodeTokensPerS()),
                CsvCells.amount(speed.inputTokensMean()),
                CsvCells.amount(speed.outputTokensMean()),
                CsvCells.rate(costs.per1000Usd()),
                CsvCells.amount(costs.adaptSeconds()),
                CsvCells.rate(costs.adaptUsd()),
                CsvCells.whole(costs.peakRssMb()),
                CsvCells.whole(counts.calls()),
                CsvCells.whole(counts.callsFailed()));
    }

    @Override
    public SummaryRow read(CsvRow row, @Nullable ModeIdentity mode) {
        if (mode == null) {
            throw row.bad("mode", "is empty; a name is needed");
        }
        return new SummaryRow(mode, counts(row), quality(row), speed(row), costs(row));
    }

    private static SummaryRow.Counts counts(CsvRow row) {
        int n = row.requiredCount("n");
        int failed = row.requiredCount("n_failed");
        Integer calls = row.count("n_calls");
        Integer callsFailed = row.count("n_calls_failed");
        return new SummaryRow.Counts(
                n,
                failed,
                row.requiredCount("n_unparsed"),
                row.requiredCount("n_truncated"),
                row.requiredCount("n_ungraded"),
                calls == null ? n : calls,
                callsFailed == null ? failed : callsFailed);
    }

    private static SummaryRow.Quality quality(CsvRow row) {
        Double low = row.number("quality_ci_low");
        Double high = row.number("quality_ci_high");
        if (low != null && high != null && low > high) {
            throw row.bad("quality_ci_low", low + " is above quality_ci_high " + high);
        }
        return new SummaryRow.Quality(
                row.required("metric"),
                row.number("quality"),
                low == null || high == null ? null : new Interval(low, high),
                row.number("macro_f1"));
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
                row.number("output_tokens_mean"));
    }

    private static SummaryRow.Costs costs(CsvRow row) {
        return new SummaryRow.Costs(
                row.number("cost_per_1000_usd"),
                row.number("adapt_seconds"),
                row.number("adapt_cost_usd"),
                row.whole("peak_rss_mb"));
    }
}
