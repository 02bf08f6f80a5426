package org.adaptationlab.result.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.jspecify.annotations.Nullable;

/** summary.csv: a row per mode. */
public final class SummaryColumns implements CsvForm<SummaryRow> {

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
            "n_calls_failed",
            "quality_interval",
            "quality_ci_error",
            "macro_f1_ci_low",
            "macro_f1_ci_high",
            "macro_f1_interval",
            "macro_f1_ci_error",
            "ttft_ms_p50_ci_low",
            "ttft_ms_p50_ci_high",
            "ttft_ms_p95_ci_low",
            "ttft_ms_p95_ci_high",
            "total_ms_p50_ci_low",
            "total_ms_p50_ci_high",
            "total_ms_p95_ci_low",
            "total_ms_p95_ci_high",
            "ttft_ms_p99",
            "ttft_ms_p99_ci_low",
            "ttft_ms_p99_ci_high",
            "total_ms_p99",
            "total_ms_p99_ci_low",
            "total_ms_p99_ci_high",
            "block_drift",
            "wait_ms_p50",
            "wait_ms_p95",
            "n_complete");

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
        SummaryRow.Speed speed = row.speed();
        SummaryRow.Costs costs = row.costs();
        List<@Nullable String> cells = new ArrayList<>(countCells(row.counts()));
        cells.addAll(qualityCells(row.quality()));
        cells.addAll(Arrays.asList(
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
                CsvCells.whole(row.counts().calls()),
                CsvCells.whole(row.counts().callsFailed())));
        cells.addAll(intervalCells(row.quality(), speed.intervals()));
        cells.addAll(farCells(speed.ttftMsP99(), speed.intervals().ttftMsP99()));
        cells.addAll(farCells(speed.totalMsP99(), speed.intervals().totalMsP99()));
        cells.add(CsvCells.rate(speed.blockDrift()));
        cells.add(CsvCells.amount(speed.waitMsP50()));
        cells.add(CsvCells.amount(speed.waitMsP95()));
        cells.add(CsvCells.whole(row.counts().complete()));
        return cells;
    }

    private static List<@Nullable String> countCells(SummaryRow.Counts counts) {
        return Arrays.asList(
                CsvCells.whole(counts.n()),
                CsvCells.whole(counts.failed()),
                CsvCells.whole(counts.unparsed()),
                CsvCells.whole(counts.truncated()),
                CsvCells.whole(counts.ungraded()));
    }

    private static List<@Nullable String> qualityCells(SummaryRow.Quality quality) {
        IntervalEstimate interval = quality.interval();
        return Arrays.asList(
                quality.metric(),
                CsvCells.rate(quality.value()),
                interval == null ? null : CsvCells.rate(interval.interval().low()),
                interval == null ? null : CsvCells.rate(interval.interval().high()),
                CsvCells.rate(quality.macroF1()));
    }

    private static List<@Nullable String> intervalCells(SummaryRow.Quality quality, SummaryRow.SpeedIntervals speed) {
        IntervalEstimate interval = quality.interval();
        IntervalEstimate macroF1 = quality.macroF1Interval();
        List<@Nullable String> cells = new ArrayList<>(Arrays.asList(
                interval == null ? null : interval.method().word(),
                interval == null ? null : CsvCells.rate(interval.error()),
                macroF1 == null ? null : CsvCells.rate(macroF1.interval().low()),
                macroF1 == null ? null : CsvCells.rate(macroF1.interval().high()),
                macroF1 == null ? null : macroF1.method().word(),
                macroF1 == null ? null : CsvCells.rate(macroF1.error())));
        for (Interval time :
                Arrays.asList(speed.ttftMsP50(), speed.ttftMsP95(), speed.totalMsP50(), speed.totalMsP95())) {
            cells.add(time == null ? null : CsvCells.amount(time.low()));
            cells.add(time == null ? null : CsvCells.amount(time.high()));
        }
        return cells;
    }

    private static List<@Nullable String> farCells(@Nullable Double percentile, @Nullable Interval interval) {
        return Arrays.asList(
                CsvCells.amount(percentile),
                interval == null ? null : CsvCells.amount(interval.low()),
                interval == null ? null : CsvCells.amount(interval.high()));
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

    private static SummaryRow.Quality quality(CsvRow row) {
        return new SummaryRow.Quality(
                row.required("metric"),
                row.number("quality"),
                estimate(row, "quality"),
                row.number("macro_f1"),
                estimate(row, "macro_f1"));
    }

    /** Files of earlier versions have only Wilson's intervals and do not say so. */
    private static @Nullable IntervalEstimate estimate(CsvRow row, String name) {
        Interval interval = row.interval(name + "_ci");
        IntervalMethod method = row.word(name + "_interval", IntervalMethod.values(), IntervalMethod::word);
        return interval == null
                ? null
                : new IntervalEstimate(
                        interval, method == null ? IntervalMethod.WILSON : method, row.number(name + "_ci_error"));
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
                        row.interval("ttft_ms_p50_ci"),
                        row.interval("ttft_ms_p95_ci"),
                        row.interval("total_ms_p50_ci"),
                        row.interval("total_ms_p95_ci"),
                        row.interval("ttft_ms_p99_ci"),
                        row.interval("total_ms_p99_ci")),
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
        return wait != null || total == null
                ? wait
                : Double.valueOf(total + (retrieve == null ? 0 : retrieve));
    }

    private static SummaryRow.Costs costs(CsvRow row) {
        return new SummaryRow.Costs(
                row.number("cost_per_1000_usd"),
                row.number("adapt_seconds"),
                row.number("adapt_cost_usd"),
                row.whole("peak_rss_mb"));
    }
}
