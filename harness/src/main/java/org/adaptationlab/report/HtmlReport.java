package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.report.chart.Heat;
import org.adaptationlab.report.html.CostView;
import org.adaptationlab.report.html.Differences;
import org.adaptationlab.report.html.Examples;
import org.adaptationlab.report.html.Latencies;
import org.adaptationlab.report.html.LoadView;
import org.adaptationlab.report.html.ModeLines;
import org.adaptationlab.report.html.Page;
import org.adaptationlab.report.html.Page.LabelsView;
import org.adaptationlab.report.html.Page.Prompt;
import org.adaptationlab.report.html.Templates;
import org.adaptationlab.report.html.Trainings;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.QualityTables;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.GuardLines;
import org.adaptationlab.report.words.InFlightWords;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.ClassificationReport;
import org.jspecify.annotations.Nullable;

/**
 * report.html: one file with nothing from elsewhere. Its security policy lets the browser run the one script and use the
 * one style that are in it; without the script only the filters of the examples are missing.
 */
public final class HtmlReport implements ReportFormat {

    private final @Nullable LoadResults load;

    /** A report without the chapter of a load. */
    public HtmlReport() {
        this(null);
    }

    /** @param load measured of the same lab and model; null for none */
    public HtmlReport(@Nullable LoadResults load) {
        this.load = load;
    }

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        Templates.render("report.jte", page(results), out);
    }

    private Page page(RunResults results) {
        Provenance provenance = results.provenance();
        Advice advice = Advice.of(results);
        ResultTables tables = new ResultTables(results);
        EvidenceTables evidence = new EvidenceTables(results);
        return new Page(
                provenance.lab().title(),
                about(provenance),
                advice,
                ModeLines.of(results, advice),
                tables.summary(),
                InFlightWords.times(provenance),
                Differences.of(results),
                tables.pairs(true),
                Latencies.of(results, evidence),
                CostView.of(results, evidence),
                load == null ? null : LoadView.of(load, results),
                labels(tables.classifications()),
                QualityTables.of(results),
                tables.slices(),
                Trainings.chart(provenance),
                Trainings.table(provenance),
                GuardLines.of(provenance.guards()),
                evidence.guards(),
                evidence.answers(),
                provenance.modes().stream().map(HtmlReport::prompt).toList(),
                Examples.of(results),
                Notes.facts(results));
    }

    private static List<String> about(Provenance provenance) {
        return List.of(
                provenance.model().name() + " "
                        + Objects.requireNonNullElse(provenance.model().quantization(), ""),
                provenance.run().dataset() + ", "
                        + Figures.counted(provenance.selection().examples().size(), "test example"),
                Notes.day(provenance.ended()));
    }

    private static List<LabelsView> labels(Map<String, ClassificationReport> reports) {
        return reports.entrySet().stream()
                .map(mode ->
                        new LabelsView(mode.getKey(), Heat.of(mode.getValue()), ResultTables.perLabel(mode.getValue())))
                .toList();
    }

    private static Prompt prompt(Provenance.ModeRecord mode) {
        Long seed = mode.facts().mode().adapterSeed();
        return new Prompt(mode.facts().mode().mode() + (seed == null ? "" : ", seed " + seed), mode.prompt());
    }
}
