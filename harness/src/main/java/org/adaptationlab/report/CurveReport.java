package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ValueNames;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.CurveCharts;
import org.adaptationlab.report.html.CurvePage;
import org.adaptationlab.report.html.Templates;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.CurveTimes;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;

/** curve.md and curve.html of a lab that varies a setting: what each mode comes to at each value. */
public final class CurveReport {

    private static final String NOTE =
            "Each value is a run of its own, with the same test examples. A mode that a value"
                    + " does not change is measured once and shown at each value. Intervals are 95 % and of one mode at one value;"
                    + " whether two differ is said by comparing their runs on the same examples (lab compare).";

    private static final String FLAWED =
            "Hollow points are of runs on which no claim may rest: a check declared them void, or they ended early.";

    private static final String FIRST_TOKEN = "Time to the first token, median, as measured";
    private static final String ANSWER = "Time for an answer, median, as measured";

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
        MarkdownPage page = new MarkdownPage("curve.html and curve.csv have them.");
        page.heading(1, curve.vary().title());
        notes(curve).forEach(page::paragraph);
        tables(curve).forEach((title, table) -> page.section(title, table, ""));
        out.append(page.toString());
    }

    private static void html(Curve curve, Writer out) throws IOException {
        List<Chart> charts = new ArrayList<>();
        charts.add(CurveCharts.quality(curve));
        CurveCharts.time(curve, FIRST_TOKEN, row -> row.speed().ttft().p50()).ifPresent(charts::add);
        CurveCharts.time(curve, ANSWER, row -> row.speed().waiting().p50()).ifPresent(charts::add);
        Templates.render("curve.jte", new CurvePage(curve.vary().title(), notes(curve), charts, tables(curve)), out);
    }

    private static List<String> notes(Curve curve) {
        List<String> notes = new ArrayList<>(curve.vary().ofModels() ? new ModelCurve(curve).notes() : List.of(NOTE));
        if (curve.runs().stream().anyMatch(run -> run.flaw().isPresent())) {
            notes.add(FLAWED);
        }
        if (!curve.rows().isEmpty()) {
            notes.add(times(curve.times()));
        }
        return notes;
    }

    private static String times(CurveTimes times) {
        Double drift = times.drift();
        return drift == null
                ? "No difference in time between runs, nor in cost that follows it, is claimed: " + times.doubt() + "."
                : "The machine's drift: over all runs, the same work took up to " + Figures.percent(drift)
                        + " longer at one time than at another; smaller differences in time, and in cost that follows it, are not claimed.";
    }

    private static Map<String, Table> tables(Curve curve) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("Quality", qualityTable(curve));
        if (curve.vary().ofModels()) {
            tables.putAll(new ModelCurve(curve).tables());
        } else {
            tables.putAll(settingTables(curve));
        }
        tables.put("Checks that did not pass", checks(curve));
        tables.values().removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    private static Map<String, Table> settingTables(Curve curve) {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                FIRST_TOKEN, table(curve, row -> Figures.time(row.speed().ttft().p50())));
        tables.put(
                ANSWER, table(curve, row -> Figures.time(row.speed().waiting().p50())));
        tables.put(
                "Tokens of the prompt, mean",
                table(curve, row -> Figures.rounded(row.speed().inputTokensMean())));
        tables.put(
                "Cost of 1,000 requests, at assumed prices",
                table(curve, row -> Figures.usd(row.costs().per1000Usd())));
        tables.put(
                "Adapting, once",
                table(curve, row -> Figures.seconds(row.costs().adaptSeconds())));
        return tables;
    }

    private static Map<String, String> names(Curve curve) {
        return ValueNames.of(
                curve.vary().points().stream().map(VaryRecord.Point::value).toList());
    }

    private static Table checks(Curve curve) {
        Map<String, String> names = names(curve);
        List<List<String>> rows = new ArrayList<>();
        for (Curve.Run run : curve.runs()) {
            String failure = run.failure();
            String name = Objects.requireNonNull(names.get(run.value()));
            if (failure != null) {
                rows.add(List.of(name, run.identity().runId(), "run", "ended early", failure));
            }
            for (GuardResult guard : run.guards()) {
                rows.add(List.of(
                        name,
                        run.identity().runId(),
                        guard.name(),
                        guard.status().word(),
                        guard.detail()));
            }
        }
        return new Table(List.of(curve.vary().setting(), "run", "check", "status", "what was found"), rows, 5);
    }

    private static Table qualityTable(Curve curve) {
        return table(
                curve,
                row -> Figures.percent(row.quality().value()) + " ("
                        + Figures.interval(row.quality().interval()) + "; n "
                        + row.counts().complete() + ")");
    }

    private static Table table(Curve curve, Function<SummaryRow, String> cell) {
        List<String> head = new ArrayList<>(List.of(curve.vary().setting()));
        head.addAll(curve.modes());
        Map<String, String> names = names(curve);
        List<List<String>> rows = new ArrayList<>();
        for (VaryRecord.Point point : curve.vary().points()) {
            List<String> row = new ArrayList<>(List.of(Objects.requireNonNull(names.get(point.value()))));
            curve.modes()
                    .forEach(mode -> row.add(curve.at(point.value(), mode)
                            .map(one -> marked(one, cell))
                            .orElse(Figures.NOT_MEASURED)));
            rows.add(row);
        }
        return new Table(head, rows, 1);
    }

    private static String marked(Curve.Row row, Function<SummaryRow, String> cell) {
        return cell.apply(row.summary())
                + row.run().flaw().map(flaw -> ", " + flaw.text()).orElse("");
    }
}
