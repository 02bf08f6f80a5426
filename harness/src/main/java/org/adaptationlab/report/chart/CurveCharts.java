package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.adaptationlab.lab.ValueNames;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * A figure of each mode against the values of the setting; values stand at equal distances. Points of a run on which no
 * claim may rest are hollow, have a word beside them, and no line leads through them; nor does one from model to model.
 */
public final class CurveCharts {

    private static final int LOOKS = 6;
    private static final int NAME_CHARACTERS = 24;
    private static final int AXIS_CHARACTERS = 44;
    /** Modes stand a little beside each other, so that no interval hides another. */
    private static final double MODE_SHIFT = 0.02;

    private CurveCharts() {}

    /** Quality with its intervals, from 0 to 100 %. */
    public static Chart quality(Curve curve) {
        return chart(curve, Axis.share(), row -> row.quality().value(), CurveCharts::interval)
                .chart(
                        "Quality with " + Figures.INTERVAL,
                        curve.vary().setting(),
                        curve.rows().stream()
                                .findFirst()
                                .map(row ->
                                        MetricWords.of(row.summary().quality().metric()))
                                .map(MetricWords::axis)
                                .orElse("quality"));
    }

    /** A time, from 0 up, as it was measured; empty where it was not. */
    public static Optional<Chart> time(Curve curve, String title, Function<SummaryRow, @Nullable Double> ms) {
        double longest = curve.rows().stream()
                .map(row -> ms.apply(row.summary()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return longest == 0
                ? Optional.empty()
                : Optional.of(chart(curve, Axis.linear(0, longest, 4, Figures::time), ms, row -> null)
                        .chart(title, curve.vary().setting(), "time"));
    }

    private static @Nullable Interval interval(SummaryRow row) {
        IntervalEstimate estimate = row.quality().interval();
        return estimate == null ? null : estimate.interval();
    }

    private static Chart.Drawing chart(
            Curve curve,
            Axis y,
            Function<SummaryRow, @Nullable Double> figure,
            Function<SummaryRow, @Nullable Interval> interval) {
        Chart.Drawing drawing = Chart.Drawing.ofLines(values(curve), y);
        List<String> modes = curve.modes();
        for (int mode = 0; mode < modes.size(); mode++) {
            double shift = (mode - (modes.size() - 1) / 2.0) * MODE_SHIFT;
            draw(drawing, curve, modes.get(mode), "s" + mode % LOOKS, shift, figure, interval);
        }
        return drawing;
    }

    private static void draw(
            Chart.Drawing drawing,
            Curve curve,
            String mode,
            String look,
            double shift,
            Function<SummaryRow, @Nullable Double> figure,
            Function<SummaryRow, @Nullable Interval> interval) {
        List<double[]> sound = new ArrayList<>();
        double[] last = null;
        for (int i = 0; i < curve.vary().points().size(); i++) {
            Curve.Row row = curve.at(curve.vary().points().get(i).value(), mode).orElse(null);
            Double value = row == null ? null : figure.apply(row.summary());
            if (row == null || value == null) {
                continue;
            }
            double x = i + shift;
            last = new double[] {x, value};
            Optional<Curve.Flaw> flaw = row.run().flaw();
            if (flaw.isEmpty()) {
                sound.add(last);
                drawing.dot("on " + look, x, value);
            } else {
                drawing.dot("void " + look, x, value);
                drawing.label("off", x, value, flaw.get().word());
            }
            Interval range = interval.apply(row.summary());
            if (range != null) {
                drawing.line("range " + look, List.of(new double[] {x, range.low()}, new double[] {x, range.high()}));
            }
        }
        if (!sound.isEmpty() && !curve.vary().ofModels()) {
            drawing.line(look, sound);
        }
        if (last != null) {
            drawing.label(look, last[0], last[1], VisibleText.of(mode, NAME_CHARACTERS));
        }
    }

    /** Numbers where the names are too long to stand beside each other. */
    private static List<String> names(Curve curve) {
        List<String> names = List.copyOf(ValueNames.of(curve.vary().points().stream()
                        .map(VaryRecord.Point::value)
                        .toList())
                .values());
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return longest * names.size() <= AXIS_CHARACTERS
                ? names
                : IntStream.rangeClosed(1, names.size())
                        .mapToObj(Integer::toString)
                        .toList();
    }

    /** Half a step of room on both sides. */
    private static Axis values(Curve curve) {
        List<VaryRecord.Point> points = curve.vary().points();
        List<String> names = names(curve);
        return new Axis(
                -0.5,
                points.size() - 0.5,
                false,
                IntStream.range(0, points.size())
                        .mapToObj(i -> new Axis.Tick(Axis.rounded(100 * (i + 0.5) / points.size()), names.get(i)))
                        .toList());
    }
}
