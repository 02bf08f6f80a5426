package org.adaptationlab.report.html;

import java.util.List;
import org.adaptationlab.report.chart.Axis;
import org.adaptationlab.report.chart.Strip;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.Words;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.IntervalEstimate;

/**
 * The modes on the first screen: how good each is, with its interval, how long it takes and what it costs.
 *
 * @param priced whether any mode has a price
 * @param doubt a word beside times that are shown and not claimed; else empty
 * @param metric how the quality is spoken of
 */
public record ModeLines(Axis axis, List<Line> lines, boolean priced, String doubt, MetricWords metric) {

    /**
     * A mode.
     *
     * @param tag its part in the verdict, such as {@code baseline}; may be empty
     * @param look name of its style
     */
    record Line(
            String mode,
            String technique,
            String tag,
            String look,
            Strip strip,
            String quality,
            String interval,
            String time,
            String cost) {}

    public static ModeLines of(RunResults results, Advice advice) {
        Axis axis = Axis.share();
        return new ModeLines(
                axis,
                results.byMode().values().stream()
                        .map(row -> line(results, advice, axis, row))
                        .toList(),
                results.byMode().values().stream().anyMatch(row -> row.costs().per1000Usd() != null),
                results.claims().ofTimes() ? "" : "not claimed",
                MetricWords.of(results.provenance().lab().metric()));
    }

    private static Line line(RunResults results, Advice advice, Axis axis, SummaryRow row) {
        String mode = row.mode().mode();
        boolean recommended = advice.recommends(mode);
        boolean baseline = mode.equals(results.provenance().lab().baseline());
        String quality = Figures.percent(row.quality().value());
        IntervalEstimate estimate = row.quality().interval();
        String interval = Figures.interval(estimate);
        return new Line(
                mode,
                Words.technique(row.mode().technique()),
                recommended ? "recommended" : baseline ? "baseline" : "",
                recommended ? "recommended" : "",
                Strip.value(
                        axis,
                        mode + ": " + quality + ", " + Figures.INTERVAL + " " + interval,
                        row.quality().value(),
                        estimate == null ? null : estimate.interval()),
                quality,
                interval,
                Figures.time(row.speed().waiting().p50()),
                Figures.usd(row.costs().per1000Usd()));
    }

    /** As plain text. */
    public Table table() {
        return new Table(
                List.of(
                        "mode",
                        metric.head(),
                        Figures.INTERVAL,
                        "time for an answer" + (doubt.isEmpty() ? "" : ", " + doubt),
                        "1,000 requests, at assumed prices"),
                lines.stream()
                        .map(line -> List.of(
                                line.mode() + (line.tag().isEmpty() ? "" : " (" + line.tag() + ")"),
                                line.quality(),
                                line.interval(),
                                line.time(),
                                line.cost()))
                        .toList(),
                1);
    }
}
