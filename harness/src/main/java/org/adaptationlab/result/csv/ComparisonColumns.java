package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.TestMethod;
import org.adaptationlab.statistics.Verdict;
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
            "verdict",
            "family",
            "p_value_all_pairs",
            "test",
            "p_value_error",
            "difference_interval",
            "difference_ci_error",
            "p_equivalence",
            "margin",
            "discordance_assumed");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public int requiredColumns() {
        return COLUMNS.indexOf("family");
    }

    @Override
    public @Nullable ModeIdentity mode(ComparisonRow row) {
        return null;
    }

    @Override
    public List<@Nullable String> cells(ComparisonRow row) {
        PairedTable pairs = row.pairs();
        ComparisonRow.Statistics statistics = row.statistics();
        PairedAnalysis analysis = statistics.analysis();
        IntervalEstimate interval = analysis == null ? null : analysis.interval();
        Verdict verdict = statistics.verdict();
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
                interval == null ? null : CsvCells.rate(interval.interval().low()),
                interval == null ? null : CsvCells.rate(interval.interval().high()),
                analysis == null ? null : CsvCells.probability(analysis.p()),
                CsvCells.probability(statistics.pHolm()),
                CsvCells.rate(statistics.mde()),
                verdict == null ? null : verdict.word(),
                statistics.family().word(),
                CsvCells.probability(statistics.pAllPairs()),
                analysis == null ? null : analysis.test().word(),
                analysis == null ? null : CsvCells.probability(analysis.pError()),
                interval == null ? null : interval.method().word(),
                interval == null ? null : CsvCells.rate(interval.error()),
                analysis == null ? null : CsvCells.probability(analysis.pEquivalence()),
                CsvCells.rate(statistics.margin()),
                CsvCells.rate(statistics.discordance()));
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
        Family family = row.word("family", Family.values(), Family::word);
        return new ComparisonRow.Statistics(
                family == null ? Family.EXPLORATORY : family,
                analysis(row),
                row.number("p_value_holm"),
                row.number("p_value_all_pairs"),
                row.number("margin"),
                row.number("mde"),
                row.number("discordance_assumed"),
                row.word("verdict", Verdict.values(), Verdict::word));
    }

    /** Null where nothing was tested, or a file of an earlier version does not say how. */
    private static @Nullable PairedAnalysis analysis(CsvRow row) {
        Interval interval = row.interval("difference_ci");
        Double p = row.number("p_value");
        Double equivalence = row.number("p_equivalence");
        TestMethod test = row.word("test", TestMethod.values(), TestMethod::word);
        IntervalMethod method = row.word("difference_interval", IntervalMethod.values(), IntervalMethod::word);
        return interval == null || p == null || equivalence == null || test == null || method == null
                ? null
                : new PairedAnalysis(
                        test,
                        p,
                        row.number("p_value_error"),
                        new IntervalEstimate(interval, method, row.number("difference_ci_error")),
                        equivalence);
    }
}
