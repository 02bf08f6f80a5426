package org.adaptationlab.compare.format;

import java.util.List;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.Verdict;
import org.adaptationlab.report.MarkdownPage;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;

/** A comparison fit for a pull request: verdict, a short table, and all else folded away. Foreign text is text only. */
final class MarkdownComparison {

    private static final int FLIPS = 50;

    private MarkdownComparison() {}

    static String of(Comparison comparison) {
        Verdict verdict = comparison.verdict();
        MarkdownPage page = new MarkdownPage("lab compare --format json has them.");
        page.heading(3, mark(verdict) + " " + verdict.answer());
        page.list("", verdict.details());
        page.table(summary(comparison));
        page.paragraph("baseline " + comparison.baseline().runId() + ", contender "
                + comparison.contender().runId());
        for (ModeComparison mode : comparison.modes()) {
            Table flips = ComparisonTables.flips(mode, FLIPS);
            page.fold(
                    "Flipped examples, "
                            + ComparisonTables.flipTitle(mode, flips.rows().size()),
                    flips,
                    "");
        }
        page.fold("Tests of quality", ComparisonTables.quality(comparison), "");
        page.fold(ComparisonTables.FURTHER, ComparisonTables.further(comparison), "");
        page.fold("Times", ComparisonTables.times(comparison), "");
        page.fold("Cost", ComparisonTables.costs(comparison), "");
        page.fold("What changed", ComparisonTables.changes(comparison), "");
        page.fold("Guards that did not pass", ComparisonTables.guards(comparison), "");
        page.fold("Not compared", ComparisonTables.oneSided(comparison), "");
        page.paragraph(ComparisonTables.NOTES);
        return page.toString();
    }

    private static String mark(Verdict verdict) {
        if (!verdict.passed()) {
            return "❌";
        }
        return verdict.status() == Check.Status.PASS ? "✅" : "⚠️";
    }

    private static Table summary(Comparison comparison) {
        return new Table(
                List.of("mode", "pairs", "baseline", "contender", "difference (95 %)", "lost / gained", "time", "gate"),
                comparison.modes().stream()
                        .map(mode -> row(mode, comparison.statusOf(mode.mode()).word()))
                        .toList(),
                1);
    }

    private static List<String> row(ModeComparison mode, String status) {
        ModeComparison.Quality quality = mode.quality();
        return List.of(
                mode.mode(),
                quality == null ? "0" : Integer.toString(quality.pairs().n()),
                Figures.percent(quality == null ? null : quality.baseline()),
                Figures.percent(quality == null ? null : quality.contender()),
                quality == null
                        ? Figures.NOT_MEASURED
                        : Figures.signedPoints(quality.difference()) + " (" + Figures.signedPoints(quality.interval())
                                + ")",
                mode.flips().lost() + " / " + mode.flips().gained(),
                Figures.times(mode.waiting().ratio()),
                status);
    }
}
