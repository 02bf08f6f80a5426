package org.adaptationlab.report.html;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.report.chart.Axis;
import org.adaptationlab.report.chart.Strip;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.Words;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * The modes on the first screen: how often each is right, with its interval, how long it takes and what it costs.
 *
 * @param priced whether any mode has a price
 * @param doubt a word beside times that are shown and not claimed; else empty
 */
public record ModeLines(Axis axis, List<Line> lines, boolean priced, String doubt) {

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
        Decision decision = results.provenance().decision();
        return new ModeLines(
                axis,
                results.byMode().values().stream()
                        .map(row -> line(results, advice, axis, row))
                        .toList(),
                results.byMode().values().stream().anyMatch(row -> row.costs().per1000Usd() != null),
                decision == null || decision.doubt() == null ? "" : "unsteady");
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
                Figures.time(wait(row.speed())),
                Figures.usd(row.costs().per1000Usd()));
    }

    /** How long a user waits, for retrieval and the model: milliseconds as the sum of the medians. */
    private static @Nullable Double wait(SummaryRow.Speed speed) {
        Double total = speed.totalMsP50();
        return total == null ? null : Double.valueOf(total + Objects.requireNonNullElse(speed.retrieveMsP50(), 0.0));
    }

    /** As plain text. */
    public Table table() {
        return new Table(
                List.of(
                        "mode",
                        "right",
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
