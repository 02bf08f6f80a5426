package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.CurveCharts;
import org.adaptationlab.report.html.CurvePage;
import org.adaptationlab.report.html.Templates;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;

/** curve.md and curve.html of a lab that varies a setting: what each mode comes to at each value. */
public final class CurveReport {

    private static final String NOTE =
            "Each value is a run of its own, with the same test examples. A mode that a value"
                    + " does not change is measured once and shown at each value. Intervals are 95 % and of one mode at one value;"
                    + " whether two differ is said by comparing their runs on the same examples (lab compare).";

    private static final String FIRST_TOKEN = "Time to the first token, median";
    private static final String ANSWER = "Time for an answer, median";

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
        ResultFile.writeText(folder.file("curve.md"), out -> markdown(curve, out));
        ResultFile.writeText(folder.file("curve.html"), out -> html(curve, out));
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
            MarkdownReport.table(out, table.getValue());
        }
    }

    private static void html(Curve curve, Writer out) throws IOException {
        List<Chart> charts = new ArrayList<>();
        charts.add(CurveCharts.quality(curve));
        CurveCharts.time(curve, FIRST_TOKEN, row -> row.speed().ttftMsP50()).ifPresent(charts::add);
        CurveCharts.time(curve, ANSWER, row -> row.speed().totalMsP50()).ifPresent(charts::add);
        Templates.render("curve.jte", new CurvePage(curve.vary().title(), NOTE, charts, tables(curve)), out);
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
}
