package org.adaptationlab.compare.format;

import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.report.ConsoleTable;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.VisibleText;

/** A comparison for the terminal: the verdict in words, then aligned tables without colour. */
final class TextComparison {

    private static final int FLIPS = 10;

    private final StringBuilder out = new StringBuilder();

    private TextComparison() {}

    static String of(Comparison comparison) {
        TextComparison text = new TextComparison();
        text.out.append(verdict(comparison));
        text.section(sides(comparison), ComparisonTables.quality(comparison));
        text.section(ComparisonTables.FURTHER, ComparisonTables.further(comparison));
        text.section("", ComparisonTables.times(comparison));
        text.section("", ComparisonTables.costs(comparison));
        text.section("", ComparisonTables.changes(comparison));
        text.section("", ComparisonTables.guards(comparison));
        text.section("", ComparisonTables.oneSided(comparison));
        for (ModeComparison mode : comparison.modes()) {
            text.section(ComparisonTables.flipTitle(mode, shown(mode.flips())), ComparisonTables.flips(mode, FLIPS));
        }
        text.out.append('\n').append(ComparisonTables.NOTES).append('\n');
        return text.out.toString();
    }

    /** The answer and what it rests on. */
    static String verdict(Comparison comparison) {
        StringBuilder words = new StringBuilder(line(comparison.verdict().answer()));
        comparison.verdict().details().forEach(detail -> words.append("  ").append(line(detail)));
        return words.toString();
    }

    private static String sides(Comparison comparison) {
        return "baseline " + comparison.baseline().runId() + " against contender "
                + comparison.contender().runId();
    }

    private static int shown(Flips flips) {
        return Math.min(FLIPS, flips.examples().size());
    }

    private void section(String title, Table table) {
        if (!table.rows().isEmpty()) {
            out.append('\n').append(title.isEmpty() ? "" : line(title)).append(ConsoleTable.aligned(table));
        }
    }

    private static String line(String text) {
        return VisibleText.of(text, Integer.MAX_VALUE) + "\n";
    }
}
