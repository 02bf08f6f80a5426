package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.ComparisonRow.Family;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.PairedTable;
import org.adaptationlab.statistics.TestMethod;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/** comparisons.csv: a row per pair of modes and metric. The identity's mode, technique and adapter are empty in it. */
final class ComparisonColumns implements CsvForm<ComparisonRow> {

    private static final List<Column<ComparisonRow>> COLUMNS = Column.list(
            List.of(
                    Column.text("mode_a", ComparisonRow::modeA),
                    Column.text("mode_b", ComparisonRow::modeB),
                    Column.word("metric", ComparisonRow::metric),
                    Column.count("n_pairs", row -> row.pairs().n()),
                    Column.count("both", row -> row.pairs().both()),
                    Column.count("a_only", row -> row.pairs().aOnly()),
                    Column.count("b_only", row -> row.pairs().bOnly()),
                    Column.count("neither", row -> row.pairs().neither()),
                    Column.difference(
                            "difference",
                            row -> row.pairs().n() == 0
                                    ? null
                                    : Double.valueOf(row.pairs().difference()))),
            Column.ends(
                    "difference", Column::difference, row -> row.statistics().interval()),
            List.of(
                    Column.probability("p_value", row -> row.statistics().p()),
                    Column.probability("p_value_holm", row -> row.statistics().pHolm()),
                    Column.share("mde", row -> row.statistics().mde()),
                    Column.word("verdict", row -> verdict(row.statistics().verdict())),
                    Column.word("family", row -> row.statistics().family().word()),
                    Column.probability(
                            "p_value_all_pairs", row -> row.statistics().pAllPairs()),
                    Column.word("test", (PairedAnalysis found) -> found.test().word())
                            .in(ComparisonColumns::analysis),
                    Column.probability("p_value_error", PairedAnalysis::pError).in(ComparisonColumns::analysis)),
            Column.method("difference", row -> {
                PairedAnalysis analysis = analysis(row);
                return analysis == null ? null : analysis.interval();
            }),
            List.of(
                    Column.probability("p_equivalence", PairedAnalysis::pEquivalence)
                            .in(ComparisonColumns::analysis),
                    Column.share("margin", row -> row.statistics().margin()),
                    Column.share("discordance_assumed", row -> row.statistics().discordance())));

    @Override
    public List<Column<ComparisonRow>> columns() {
        return COLUMNS;
    }

    @Override
    public String firstFurther() {
        return "family";
    }

    @Override
    public @Nullable ModeIdentity mode(ComparisonRow row) {
        return null;
    }

    private static @Nullable PairedAnalysis analysis(ComparisonRow row) {
        return row.statistics().analysis();
    }

    private static @Nullable String verdict(@Nullable Verdict verdict) {
        return verdict == null ? null : verdict.word();
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
        IntervalEstimate interval = row.estimate("difference", null);
        Double p = row.number("p_value");
        Double equivalence = row.number("p_equivalence");
        TestMethod test = row.word("test", TestMethod.values(), TestMethod::word);
        return interval == null || p == null || equivalence == null || test == null
                ? null
                : new PairedAnalysis(test, p, row.number("p_value_error"), interval, equivalence);
    }
}
