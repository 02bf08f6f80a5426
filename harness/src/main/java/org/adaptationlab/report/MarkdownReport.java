package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.adaptationlab.report.html.ModeLines;
import org.adaptationlab.report.html.Trainings;
import org.adaptationlab.report.table.Disagreements;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.QualityTables;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.InFlightWords;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.score.ClassificationReport;

/**
 * report.md: GitHub-flavoured Markdown that fits into a comment on a pull request: the advice and the modes are in sight,
 * the rest is folded.
 */
final class MarkdownReport implements ReportFormat {

    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        Advice advice = Advice.of(results);
        MarkdownPage page = new MarkdownPage("report.html and the CSV files beside it have them.");
        page.heading(1, results.provenance().lab().title());
        page.paragraph(advice.todo(), String.join(" ", advice.why()));
        page.list("How sure is that?", advice.sure());
        page.list("What would change it?", advice.flips());
        page.list("Bear in mind", advice.caveats());
        page.section("Modes", ModeLines.of(results, advice).table(), "");
        evidence(page, results);
        page.fold(
                "Where this comes from",
                Notes.facts(results).entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .toList());
        out.append(page.toString());
    }

    private static void evidence(MarkdownPage page, RunResults results) {
        ResultTables tables = new ResultTables(results);
        EvidenceTables evidence = new EvidenceTables(results);
        page.section("Checks of this run's validity", evidence.guards(), "");
        page.fold("Trainer and server, side by side", evidence.answers(), Notes.ANSWERS);
        page.section("Differences from the baseline", tables.pairs(true), Notes.PAIRS);
        page.fold("All other pairs: exploratory", tables.pairs(false), Notes.EXPLORATORY);
        page.fold(
                "All figures",
                tables.summary(),
                Notes.COLUMNS + " " + Notes.RATES + " " + Notes.TIMES + " "
                        + InFlightWords.times(results.provenance()));
        page.fold("Decision", evidence.candidates(), Notes.DECISION);
        page.fold("Break-even", evidence.breakEvens(), Notes.BREAK_EVEN);
        page.fold("Percentiles of time", evidence.percentiles(), Notes.PERCENTILES);
        page.fold("Speed", evidence.speed(), Notes.SPEED);
        for (Map.Entry<String, Table> details : QualityTables.of(results).entrySet()) {
            page.fold(details.getKey(), details.getValue(), Notes.ofQuality(details.getKey()));
        }
        page.fold("Slices", tables.slices(), "");
        for (Map.Entry<String, ClassificationReport> mode :
                tables.classifications().entrySet()) {
            page.fold("Labels: " + mode.getKey(), ResultTables.confusion(mode.getValue()), "");
        }
        page.fold("Training", Trainings.table(results.provenance()), "");
        page.fold("Examples on which modes differ", Disagreements.table(results), "");
    }
}
