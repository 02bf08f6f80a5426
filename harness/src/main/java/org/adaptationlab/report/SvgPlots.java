package org.adaptationlab.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.measure.IntervalEstimate;
import org.adaptationlab.result.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Small plots as inline SVG, a line per mode; colours come from the page's style. */
final class SvgPlots {

    private static final int WIDTH = 460;
    private static final int LEFT = 110;
    private static final int RIGHT = 84;
    private static final int LINE = 24;
    private static final int TOP = 8;
    private static final int AXIS = 22;
    private static final int NAME_CHARACTERS = 16;
    private static final int TICKS = 4;

    private SvgPlots() {}

    /** Share of right answers with its interval, on a scale from 0 to 100 %. */
    static String quality(List<SummaryRow> modes) {
        StringBuilder body = new StringBuilder(axis(modes.size(), 1, "%", 100));
        for (int i = 0; i < modes.size(); i++) {
            SummaryRow.Quality quality = modes.get(i).quality();
            Double value = quality.value();
            body.append(name(modes.get(i), i));
            if (value == null) {
                continue;
            }
            IntervalEstimate interval = quality.interval();
            if (interval != null) {
                body.append(segment(
                        "whisker",
                        i,
                        interval.interval().low(),
                        interval.interval().high(),
                        1));
            }
            body.append("<circle class=\"dot\" cx=\"" + x(value, 1) + "\" cy=\"" + middle(i) + "\" r=\"5\"/>\n");
            body.append(figure(Figures.percent(value), i));
        }
        return svg("Right answers with 95 % interval", modes.size(), body);
    }

    /** Median and 95th percentile of the time for an answer, from 0 up. */
    static String latency(List<SummaryRow> modes) {
        double longest = modes.stream()
                .flatMap(row -> Stream.of(row.speed().totalMsP95(), row.speed().totalMsP50()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double scale = rounded(longest);
        StringBuilder body = new StringBuilder(axis(modes.size(), scale, "ms", scale));
        for (int i = 0; i < modes.size(); i++) {
            SummaryRow.Speed speed = modes.get(i).speed();
            body.append(name(modes.get(i), i));
            body.append(bar("p95", i, speed.totalMsP95(), scale, 12));
            body.append(bar("p50", i, speed.totalMsP50(), scale, 12));
            body.append(figure(Figures.pair(speed.totalMsP50(), speed.totalMsP95()), i));
        }
        return svg("Time for an answer: median, and 95th percentile paler", modes.size(), body);
    }

    /** The next number that gives round ticks. */
    private static double rounded(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double step : new double[] {1, 1.2, 2, 4, 6, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String svg(String title, int lines, StringBuilder body) {
        return "<figure><figcaption>" + Html.text(title) + "</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " "
                + (TOP + lines * LINE + AXIS) + "\" role=\"img\" aria-label=\"" + Html.text(title) + "\">\n" + body
                + "</svg></figure>\n";
    }

    private static String axis(int lines, double scale, String unit, double shown) {
        StringBuilder out = new StringBuilder();
        int bottom = TOP + lines * LINE;
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            String x = x(share * scale, scale);
            out.append("<line class=\"grid\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + TOP + "\" y2=\"" + bottom
                    + "\"/><text class=\"tick\" x=\"" + x + "\" y=\"" + (bottom + 14) + "\">"
                    + Figures.fixed(share * shown, 0) + (tick == TICKS ? " " + unit : "") + "</text>\n");
        }
        return out.toString();
    }

    private static String name(SummaryRow row, int line) {
        return "<text class=\"name\" x=\"" + (LEFT - 8) + "\" y=\"" + (middle(line) + 4) + "\">"
                + Html.text(VisibleText.of(row.mode().mode(), NAME_CHARACTERS)) + "</text>\n";
    }

    private static String figure(String text, int line) {
        return "<text class=\"figure\" x=\"" + (WIDTH - RIGHT + 8) + "\" y=\"" + (middle(line) + 4) + "\">"
                + Html.text(text) + "</text>\n";
    }

    private static String segment(String style, int line, double from, double to, double scale) {
        return "<line class=\"" + style + "\" x1=\"" + x(from, scale) + "\" x2=\"" + x(to, scale) + "\" y1=\""
                + middle(line) + "\" y2=\"" + middle(line) + "\"/>\n";
    }

    private static String bar(String style, int line, @Nullable Double value, double scale, int height) {
        return value == null
                ? ""
                : "<rect class=\"" + style + "\" x=\"" + LEFT + "\" y=\"" + (middle(line) - height / 2)
                        + "\" height=\"" + height + "\" width=\""
                        + Figures.fixed(value / scale * (WIDTH - LEFT - RIGHT), 1) + "\"/>\n";
    }

    private static int middle(int line) {
        return TOP + line * LINE + LINE / 2;
    }

    private static String x(double value, double scale) {
        return Figures.fixed(LEFT + value / scale * (WIDTH - LEFT - RIGHT), 1);
    }
}
