package org.adaptationlab.result;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.measure.Interval;
import org.adaptationlab.measure.PairedTable;
import org.jspecify.annotations.Nullable;

/** comparisons.csv: a row per pair of modes and metric. The identity's mode, technique and adapter are empty in it. */
final class ComparisonColumns implements CsvForm<ComparisonRow> {

    private static final List<String> COLUMNS = List.of(
            "mode_a",
            "mode_b",
            "metric",
            "n_pairs",
            "both",
            "a_only",
            "b_only",
            "neither",
            "difference",
            "difference_ci_low",
            "difference_ci_high",
            "p_value",
            "p_value_holm",
            "mde",
            "verdict");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int requiredColumns() {
        return COLUMNS.size();
    }

    @Override
    public @Nullable ModeIdentity mode(ComparisonRow row) {
        return null;
    }

    @Override
    public List<@Nullable String> cells(ComparisonRow row) {
        PairedTable pairs = row.pairs();
        ComparisonRow.Statistics statistics = row.statistics();
        Interval interval = statistics.interval();
        return Arrays.asList(
                CsvCells.text(row.modeA()),
                CsvCells.text(row.modeB()),
                row.metric(),
                CsvCells.whole(pairs.n()),
                CsvCells.whole(pairs.both()),
                CsvCells.whole(pairs.aOnly()),
                CsvCells.whole(pairs.bOnly()),
                CsvCells.whole(pairs.neither()),
                pairs.n() == 0 ? null : CsvCells.rate(pairs.difference()),
                interval == null ? null : CsvCells.rate(interval.low()),
                interval == null ? null : CsvCells.rate(interval.high()),
                CsvCells.rate(statistics.p()),
                CsvCells.rate(statistics.pHolm()),
                CsvCells.rate(statistics.mde()),
                CsvCells.text(statistics.verdict()));
    }

    @Override
    public ComparisonRow read(CsvRow row, @Nullable ModeIdentity mode) {
        return new ComparisonRow(
                row.required("mode_a"), row.required("mode_b"), row.required("metric"), pairs(row), statistics(row));
    }

    private static PairedTable pairs(CsvRow row) {
        Double difference = row.number("difference");
        try {
            return new PairedTable(
                    row.requiredCount("n_pairs"),
                    row.requiredCount("both"),
                    row.requiredCount("a_only"),
                    row.requiredCount("b_only"),
                    row.requiredCount("neither"),
                    difference == null ? 0 : difference);
        } catch (IllegalArgumentException e) {
            throw row.bad("n_pairs", "both, a_only, b_only and neither do not add up to it: " + e.getMessage());
        }
    }

    private static ComparisonRow.Statistics statistics(CsvRow row) {
        Double low = row.number("difference_ci_low");
        Double high = row.number("difference_ci_high");
        if (low != null && high != null && low > high) {
            throw row.bad("difference_ci_low", low + " is above difference_ci_high " + high);
        }
        return new ComparisonRow.Statistics(
                low == null || high == null ? null : new Interval(low, high),
                row.number("p_value"),
                row.number("p_value_holm"),
                row.number("mde"),
                row.text("verdict"));
    }
}
