package org.adaptationlab.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adaptationlab.measure.Interval;
import org.adaptationlab.measure.IntervalEstimate;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.SummaryRow;
import org.adaptationlab.result.VaryRecord;
import org.jspecify.annotations.Nullable;

/** A figure of each mode against the values of the setting, as inline SVG; values stand at equal distances. */
final class CurvePlot {

    /** As many colours as the style has; more modes than that take turns. */
    static final int COLOURS = 8;

    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int LEFT = 58;
    private static final int RIGHT = 16;
    private static final int TOP = 10;
    private static final int BOTTOM = 40;
    private static final int TICKS = 4;
    private static final int MODE_SHIFT = 3;
    private static final int NAME_CHARACTERS = 24;

    private final Curve curve;
    private final Function<SummaryRow, @Nullable Double> figure;
    private final Function<SummaryRow, @Nullable Interval> interval;
    private final double scale;

    private CurvePlot(
            Curve curve,
            Function<SummaryRow, @Nullable Double> figure,
            Function<SummaryRow, @Nullable Interval> interval,
            double scale) {
        this.curve = curve;
        this.figure = figure;
        this.interval = interval;
        this.scale = scale;
    }

    /** Quality with its intervals, from 0 to 100 %. */
    static String quality(Curve curve) {
        return new CurvePlot(
                        curve,
                        row -> row.quality().value(),
                        row -> {
                            IntervalEstimate estimate = row.quality().interval();
                            return estimate == null ? null : estimate.interval();
                        },
                        1)
                .svg("Quality with 95 % interval", "%", 100);
    }

    /** A time, from 0 up. */
    static String time(Curve curve, String title, Function<SummaryRow, @Nullable Double> ms) {
        double longest = curve.rows().stream()
                .map(row -> Optional.ofNullable(ms.apply(row.summary())))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (longest == 0) {
            return "";
        }
        double power = Math.pow(10, Math.floor(Math.log10(longest)));
        double scale = Math.ceil(longest / power) * power;
        return new CurvePlot(curve, ms, row -> null, scale).svg(title, "ms", scale);
    }

    private String svg(String title, String unit, double shown) {
        StringBuilder body = new StringBuilder(axes(unit, shown));
        List<String> modes = curve.modes();
        for (int i = 0; i < modes.size(); i++) {
            body.append(line(modes.get(i), i));
        }
        return "<figure><figcaption>" + Html.text(title) + "</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"" + Html.text(title) + "\">\n" + body + "</svg>" + legend(modes)
                + "</figure>\n";
    }

    private String axes(String unit, double shown) {
        StringBuilder out = new StringBuilder();
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            String y = y(share * scale);
            out.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + y + "\" y2=\""
                    + y + "\"/><text class=\"name\" dy=\"0.3em\" x=\"" + (LEFT - 6) + "\" y=\"" + y + "\">"
                    + Figures.fixed(share * shown, share * shown < 10 && shown < 10 ? 1 : 0)
                    + (tick == TICKS ? " " + unit : "") + "</text>\n");
        }
        List<VaryRecord.Point> points = curve.vary().points();
        for (int i = 0; i < points.size(); i++) {
            out.append("<text class=\"tick\" x=\"" + x(i, 0) + "\" y=\"" + (HEIGHT - BOTTOM + 16) + "\">"
                    + Html.text(points.get(i).value()) + "</text>\n");
        }
        return out.append("<text class=\"tick\" x=\"" + (LEFT + WIDTH - RIGHT) / 2 + "\" y=\"" + (HEIGHT - 6) + "\">"
                        + Html.text(curve.vary().setting()) + "</text>\n")
                .toString();
    }

    private String line(String mode, int number) {
        StringBuilder marks = new StringBuilder();
        StringBuilder path = new StringBuilder();
        List<VaryRecord.Point> points = curve.vary().points();
        for (int i = 0; i < points.size(); i++) {
            SummaryRow row = curve.at(points.get(i).value(), mode).orElse(null);
            Double value = row == null ? null : figure.apply(row);
            if (row == null || value == null) {
                continue;
            }
            String x = x(i, number);
            path.append(path.isEmpty() ? "M" : " L").append(x).append(' ').append(y(value));
            marks.append("<circle cx=\"" + x + "\" cy=\"" + y(value) + "\" r=\"3.5\"/>");
            Interval whisker = interval.apply(row);
            if (whisker != null) {
                marks.append("<line x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + y(whisker.low()) + "\" y2=\""
                        + y(whisker.high()) + "\"/>");
            }
        }
        return "<g class=\"c" + number % COLOURS + "\"><path d=\"" + path + "\"/>" + marks + "</g>\n";
    }

    private static String legend(List<String> modes) {
        StringBuilder out = new StringBuilder("<p class=\"legend\">");
        for (int i = 0; i < modes.size(); i++) {
            out.append("<span class=\"c" + i % COLOURS + "\">● "
                    + Html.text(VisibleText.of(modes.get(i), NAME_CHARACTERS)) + "</span> ");
        }
        return out.append("</p>").toString();
    }

    /** Modes stand a little beside each other, so that no interval hides another. */
    private String x(int point, int mode) {
        int points = curve.vary().points().size();
        double step = (double) (WIDTH - LEFT - RIGHT) / points;
        double shift = (mode - (curve.modes().size() - 1) / 2.0) * MODE_SHIFT;
        return Figures.fixed(LEFT + step * (point + 0.5) + shift, 1);
    }

    private String y(double value) {
        return Figures.fixed(HEIGHT - BOTTOM - value / scale * (HEIGHT - TOP - BOTTOM), 1);
    }
}
