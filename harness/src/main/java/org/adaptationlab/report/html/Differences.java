package org.adaptationlab.report.html;

import java.util.List;
import org.adaptationlab.report.chart.Axis;
import org.adaptationlab.report.chart.Strip;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.PairWords;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Every two modes on the same examples: first the modes against the baseline, which is what the lab asks; the other pairs
 * are exploratory.
 */
public record Differences(Axis axis, List<Line> primary, List<Line> exploratory) {

    /** A pair: the first mode less the second. */
    record Line(String pair, Strip strip, String points, String interval, String p, String pAdjusted, String verdict) {}

    /** Null where there is nothing to compare. */
    public static @Nullable Differences of(RunResults results) {
        List<ComparisonRow> rows = results.mainComparisons().stream()
                .filter(row -> row.pairs().n() > 0)
                .toList();
        if (rows.isEmpty()) {
            return null;
        }
        double margin = results.provenance().lab().margin();
        double reach = rows.stream().mapToDouble(Differences::reach).reduce(margin, Math::max);
        Axis axis = Axis.linear(-reach, reach, 4, Figures::briefPoints);
        return new Differences(
                axis,
                rows.stream()
                        .filter(row -> row.statistics().isPrimary())
                        .map(row -> line(axis, row, margin))
                        .toList(),
                rows.stream()
                        .filter(row -> !row.statistics().isPrimary())
                        .map(row -> line(axis, row, margin))
                        .toList());
    }

    private static double reach(ComparisonRow row) {
        Interval interval = row.statistics().interval();
        double difference = Math.abs(row.pairs().difference());
        return interval == null
                ? difference
                : Math.max(difference, Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
    }

    private static Line line(Axis axis, ComparisonRow row, double margin) {
        double difference = row.pairs().difference();
        String points = Figures.signedPoints(difference);
        Interval interval = row.statistics().interval();
        String range = Figures.signedPoints(interval);
        return new Line(
                row.modeA() + " − " + row.modeB(),
                Strip.difference(
                        axis,
                        row.modeA() + " less " + row.modeB() + ": " + points + " points, " + Figures.INTERVAL + " "
                                + range,
                        difference,
                        interval,
                        margin),
                points,
                range,
                PairWords.p(row.statistics()),
                PairWords.adjustedP(row.statistics()),
                PairWords.finding(row));
    }
}
