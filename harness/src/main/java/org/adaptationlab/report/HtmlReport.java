package org.adaptationlab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adaptationlab.measure.ClassificationReport;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;

/** report.html: one file without scripts and without anything from elsewhere; its security policy forbids both. */
public final class HtmlReport implements ReportFormat {

    private static final String STYLE = style();

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s</title>
            <style>
            %s</style>
            </head>
            <body>
            """;

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        Provenance provenance = results.provenance();
        out.append(HEAD.formatted(Html.text(provenance.lab().title()), STYLE));
        verdict(out, provenance, Headline.of(results));
        overview(out, results);
        evidence(out, new EvidenceTables(results));
        pairs(out, results);
        quality(out, results);
        modes(out, provenance);
        facts(out, provenance);
        out.append("</body>\n</html>\n");
    }

    private static void verdict(Writer out, Provenance provenance, Headline headline) throws IOException {
        out.append("<header>\n<p class=\"lab\">")
                .append(Html.text(provenance.lab().title()))
                .append(" · ")
                .append(Html.text(provenance.model().name()))
                .append("</p>\n<h1>")
                .append(Html.text(headline.answer()).replace(" %", "&nbsp;%"))
                .append("</h1>\n<ul>\n");
        for (String detail : headline.details()) {
            out.append("<li>").append(Html.text(detail)).append("</li>\n");
        }
        out.append("</ul>\n</header>\n");
    }

    private static void overview(Writer out, RunResults results) throws IOException {
        List<SummaryRow> modes = List.copyOf(results.byMode().values());
        out.append("<section>\n").append(Html.table(new ResultTables(results).summary()));
        out.append("<div class=\"plots\">\n").append(SvgPlots.quality(modes)).append(SvgPlots.latency(modes));
        out.append("</div>\n").append(note(Notes.RATES + " " + Notes.TIMES)).append("</section>\n");
    }

    private static void evidence(Writer out, EvidenceTables tables) throws IOException {
        noted(out, "Guards", tables.guards(), "");
        noted(out, "Decision", tables.candidates(), Notes.DECISION);
        noted(out, "Break-even", tables.breakEvens(), Notes.BREAK_EVEN);
        noted(out, "Speed", tables.speed(), Notes.SPEED);
    }

    private static void noted(Writer out, String title, Table table, String note) throws IOException {
        if (!table.rows().isEmpty()) {
            section(out, title, Html.table(table) + (note.isEmpty() ? "" : note(note)));
        }
    }

    private static void pairs(Writer out, RunResults results) throws IOException {
        Table pairs = new ResultTables(results).pairs();
        if (!pairs.rows().isEmpty()) {
            section(out, "Every two modes on the same examples", Html.table(pairs) + note(Notes.PAIRS));
        }
    }

    private static void quality(Writer out, RunResults results) throws IOException {
        ResultTables tables = new ResultTables(results);
        for (Map.Entry<String, Table> details : QualityTables.of(results).entrySet()) {
            section(out, details.getKey(), Html.table(details.getValue()));
        }
        Table slices = tables.slices();
        if (!slices.rows().isEmpty()) {
            section(out, "Slices", Html.table(slices));
        }
        Map<String, ClassificationReport> classifications = tables.classifications();
        if (!classifications.isEmpty()) {
            section(
                    out,
                    "Labels",
                    classifications.entrySet().stream()
                            .map(mode -> fold(
                                    mode.getKey(),
                                    "<div class=\"plots\">\n" + Html.table(ResultTables.perLabel(mode.getValue()))
                                            + Html.table(ResultTables.confusion(mode.getValue())) + "</div>\n"))
                            .collect(Collectors.joining()));
        }
        Standing standing = Standing.of(results);
        if (!standing.ranked().isEmpty()) {
            String best = standing.best().mode().mode();
            Table differing = Disagreements.table(results, best);
            if (!differing.rows().isEmpty()) {
                section(
                        out,
                        "Examples on which modes differ",
                        note("First those that " + best + " has wrong and another right, then the other way round.")
                                + Html.table(differing));
            }
        }
    }

    private static void modes(Writer out, Provenance provenance) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Provenance.ModeRecord mode : provenance.modes()) {
            StringBuilder inside = new StringBuilder();
            for (Provenance.Turn turn : mode.prompt()) {
                inside.append("<p class=\"turn\"><b>" + Html.text(turn.role()) + "</b> " + Html.lines(turn.text())
                        + "</p>\n");
            }
            Provenance.Training training = mode.training();
            if (training != null) {
                inside.append(note("Trained in " + Figures.seconds(training.seconds()) + ", "
                        + Figures.rounded(training.tokensPerSecond()) + " tokens/s, at most " + training.peakRssMb()
                        + " MiB; loss by epoch: "
                        + training.losses().stream().map(Figures::ratio).collect(Collectors.joining(", ")) + "."));
            }
            Long seed = mode.facts().mode().adapterSeed();
            body.append(fold(
                    mode.facts().mode().mode() + (seed == null ? "" : ", adapter seed " + seed), inside.toString()));
        }
        section(out, "What the model was sent: the first example in each mode", body.toString());
    }

    private static void facts(Writer out, Provenance provenance) throws IOException {
        StringBuilder list = new StringBuilder("<dl>\n");
        Notes.facts(provenance)
                .forEach((name, value) ->
                        list.append("<dt>" + Html.text(name) + "</dt><dd>" + Html.text(value) + "</dd>\n"));
        section(out, "Where this comes from", list.append("</dl>\n").toString());
    }

    private static void section(Writer out, String title, String body) throws IOException {
        out.append("<section>\n<h2>" + Html.text(title) + "</h2>\n" + body + "</section>\n");
    }

    private static String fold(String title, String body) {
        return "<details><summary>" + Html.text(title) + "</summary>\n" + body + "</details>\n";
    }

    private static String note(String text) {
        return "<p class=\"note\">" + Html.text(text) + "</p>\n";
    }

    private static String style() {
        try (InputStream css =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
