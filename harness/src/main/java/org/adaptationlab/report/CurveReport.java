package org.adaptationlab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.SummaryRow;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.VaryRecord;

/** curve.md and curve.html of a lab that varies a setting: what each mode comes to at each value. */
public final class CurveReport {

    private static final String NOTE =
            "Each value is a run of its own, with the same test examples. A mode that a value"
                    + " does not change is measured once and shown at each value. Intervals are 95 % and of one mode at one value;"
                    + " whether two differ is said by comparing their runs on the same examples (lab compare).";

    private static final String FIRST_TOKEN = "Time to the first token, median";
    private static final String ANSWER = "Time for an answer, median";

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
            %s
            svg path { fill: none; stroke-width: 2; }
            svg g { fill: var(--c); stroke: var(--c); }
            .legend span { color: var(--c); margin-right: 0.8rem; }
            .c0 { --c: #1f6feb; } .c1 { --c: #d1541f; } .c2 { --c: #2c8a4b; } .c3 { --c: #8a4bc9; }
            .c4 { --c: #b58900; } .c5 { --c: #c2336b; } .c6 { --c: #159a9c; } .c7 { --c: #7a6a58; }
            </style>
            </head>
            <body>
            """;

    private CurveReport() {}

    /**
     * Writes curve.csv, curve.md and curve.html from the runs that are finished.
     *
     * @throws org.adaptationlab.problem.ResultFormatException when a result file is damaged
     * @throws PrerequisiteException when a file cannot be written
     */
    public static Curve write(VaryFolder folder) {
        Curve curve = Curve.read(folder);
        curve.writeCsv(folder.file("curve.csv"));
        write(folder.file("curve.md"), out -> markdown(curve, out));
        write(folder.file("curve.html"), out -> html(curve, out));
        return curve;
    }

    /** A line per value and a column per mode: quality and its interval, as plain text for a terminal. */
    public static List<List<String>> quality(Curve curve) {
        Table table = qualityTable(curve);
        List<List<String>> lines = new ArrayList<>(List.of(table.head()));
        lines.addAll(table.rows());
        return lines;
    }

    private static void markdown(Curve curve, Writer out) throws IOException {
        out.append("# ").append(MarkdownReport.text(curve.vary().title())).append("\n\n");
        out.append(MarkdownReport.text(NOTE)).append('\n');
        for (Map.Entry<String, Table> table : tables(curve).entrySet()) {
            out.append("\n## ").append(table.getKey()).append("\n\n");
            line(out, table.getValue().head());
            out.append("| --- ")
                    .append("| ---: ".repeat(table.getValue().head().size() - 1))
                    .append("|\n");
            for (List<String> row : table.getValue().rows()) {
                line(out, row);
            }
        }
    }

    private static void html(Curve curve, Writer out) throws IOException {
        String title = Html.text(curve.vary().title());
        out.append(HEAD.formatted(title, style()))
                .append("<header>\n<h1>")
                .append(title)
                .append("</h1>\n</header>\n");
        out.append("<section>\n<div class=\"plots\">\n")
                .append(CurvePlot.quality(curve))
                .append(CurvePlot.time(curve, FIRST_TOKEN, row -> row.speed().ttftMsP50()))
                .append(CurvePlot.time(curve, ANSWER, row -> row.speed().totalMsP50()))
                .append("</div>\n<p class=\"note\">" + Html.text(NOTE) + "</p>\n</section>\n");
        for (Map.Entry<String, Table> table : tables(curve).entrySet()) {
            out.append("<section>\n<h2>" + table.getKey() + "</h2>\n" + Html.table(table.getValue()) + "</section>\n");
        }
        out.append("</body>\n</html>\n");
    }

    private static Map<String, Table> tables(Curve curve) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("Quality", qualityTable(curve));
        tables.put(FIRST_TOKEN, table(curve, row -> Figures.time(row.speed().ttftMsP50())));
        tables.put(ANSWER, table(curve, row -> Figures.time(row.speed().totalMsP50())));
        tables.put(
                "Tokens of the prompt, mean",
                table(curve, row -> Figures.rounded(row.speed().inputTokensMean())));
        tables.put("Cost of 1,000 requests, at assumed prices", table(curve, CurveReport::cost));
        tables.put(
                "Adapting, once",
                table(curve, row -> Figures.seconds(row.costs().adaptSeconds())));
        return tables;
    }

    private static String cost(SummaryRow row) {
        Double usd = row.costs().per1000Usd();
        return usd == null ? Figures.NOT_MEASURED : Figures.usd(usd);
    }

    private static Table qualityTable(Curve curve) {
        return table(
                curve,
                row -> Figures.percent(row.quality().value()) + " ("
                        + Figures.interval(row.quality().interval()) + "; n "
                        + row.counts().graded() + ")");
    }

    private static Table table(Curve curve, Function<SummaryRow, String> cell) {
        List<String> head = new ArrayList<>(List.of(curve.vary().setting()));
        head.addAll(curve.modes());
        List<List<String>> rows = new ArrayList<>();
        for (VaryRecord.Point point : curve.vary().points()) {
            List<String> row = new ArrayList<>(List.of(point.value()));
            curve.modes()
                    .forEach(mode ->
                            row.add(curve.at(point.value(), mode).map(cell).orElse(Figures.NOT_MEASURED)));
            rows.add(row);
        }
        return new Table(head, rows, 1);
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        for (String cell : cells) {
            out.append("| ").append(MarkdownReport.text(cell)).append(' ');
        }
        out.append("|\n");
    }

    private static void write(Path file, AtomicFile.Text text) {
        try {
            AtomicFile.writeText(file, text);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    file + ": cannot be written (" + e + "); free disk space or mend the permissions", e);
        }
    }

    private static String style() throws IOException {
        try (InputStream css =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
