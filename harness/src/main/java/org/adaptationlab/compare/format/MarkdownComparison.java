package org.adaptationlab.compare.format;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.Verdict;
import org.adaptationlab.report.MarkdownReport;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;

/** A comparison fit for a pull request: verdict, a short table, and all else folded away. Foreign text is text only. */
final class MarkdownComparison {

    private static final int FLIPS = 50;

    private final StringWriter out = new StringWriter();

    private MarkdownComparison() {}

    static String of(Comparison comparison) {
        MarkdownComparison markdown = new MarkdownComparison();
        try {
            markdown.write(comparison);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return markdown.out.toString();
    }

    private void write(Comparison comparison) throws IOException {
        Verdict verdict = comparison.verdict();
        out.append("### ").append(mark(verdict)).append(' ');
        out.append(MarkdownReport.text(verdict.answer())).append("\n\n");
        for (String detail : verdict.details()) {
            out.append("- ").append(MarkdownReport.text(detail)).append('\n');
        }
        out.append("\n");
        MarkdownReport.table(out, summary(comparison));
        out.append("\nbaseline ")
                .append(MarkdownReport.text(comparison.baseline().runId()));
        out.append(", contender ")
                .append(MarkdownReport.text(comparison.contender().runId()))
                .append('\n');
        for (ModeComparison mode : comparison.modes()) {
            Table flips = ComparisonTables.flips(mode, FLIPS);
            folded(
                    "Flipped examples, "
                            + ComparisonTables.flipTitle(mode, flips.rows().size()),
                    flips);
        }
        folded("Tests of quality", ComparisonTables.quality(comparison));
        folded(ComparisonTables.FURTHER, ComparisonTables.further(comparison));
        folded("Times", ComparisonTables.times(comparison));
        folded("Cost", ComparisonTables.costs(comparison));
        folded("What changed", ComparisonTables.changes(comparison));
        folded("Guards that did not pass", ComparisonTables.guards(comparison));
        folded("Not compared", ComparisonTables.oneSided(comparison));
        out.append('\n').append(MarkdownReport.text(ComparisonTables.NOTES)).append('\n');
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
                        .map(mode -> row(mode, comparison.checks()))
                        .toList(),
                1);
    }

    private static List<String> row(ModeComparison mode, List<Check> checks) {
        ModeComparison.Quality quality = mode.quality();
        String worst = checks.stream()
                .filter(check -> mode.mode().equals(check.mode()))
                .map(Check::status)
                .max(Check.Status::compareTo)
                .orElse(Check.Status.INCONCLUSIVE)
                .word();
        return List.of(
                mode.mode(),
                quality == null ? "0" : Integer.toString(quality.pairs().n()),
                Figures.percent(quality == null ? null : quality.baseline()),
                Figures.percent(quality == null ? null : quality.contender()),
                quality == null
                        ? Figures.NOT_MEASURED
                        : Figures.signedPoints(quality.difference()) + " ("
                                + Figures.signedPoints(quality.interval()) + ")",
                mode.flips().lost() + " / " + mode.flips().gained(),
                Figures.times(mode.total().ratio()),
                worst);
    }

    private void folded(String title, Table table) throws IOException {
        if (!table.rows().isEmpty()) {
            out.append("\n<details><summary>")
                    .append(MarkdownReport.text(title))
                    .append("</summary>\n\n");
            MarkdownReport.table(out, table);
            out.append("\n</details>\n");
        }
    }
}
