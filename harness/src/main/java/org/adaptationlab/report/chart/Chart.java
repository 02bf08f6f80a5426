package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plot with two axes; all places are units of a drawing of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param title what it shows, in words
 * @param right where the plot ends on the right
 * @param x ticks of the horizontal axis, {@code at} as a place in the drawing
 * @param y ticks of the vertical axis
 */
public record Chart(
        String title,
        String xLabel,
        String yLabel,
        int right,
        List<Axis.Tick> x,
        List<Axis.Tick> y,
        List<Line> lines,
        List<Dot> dots,
        List<Label> labels) {

    public static final int WIDTH = 440;
    public static final int HEIGHT = 290;
    public static final int LEFT = 60;
    public static final int TOP = 28;
    public static final int BOTTOM = 44;
    private static final int NARROW = 24;
    private static final int WIDE = 96;
    private static final double LABEL_HEIGHT = 13;
    private static final double CHARACTER_WIDTH = 6.6;

    /** A line of one look through points {@code x,y x,y}. */
    public record Line(String look, String points) {}

    /** A point of one look. */
    public record Dot(String look, double x, double y) {}

    /** A text that ends ({@code end}) or starts ({@code start}) at its place. */
    public record Label(String look, double x, double y, String anchor, String text) {}

    /** Draws on two axes. */
    public static final class Drawing {

        private final Axis x;
        private final Axis y;
        private final int right;
        private final List<Line> lines = new ArrayList<>();
        private final List<Dot> dots = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();

        private Drawing(Axis x, Axis y, int margin) {
            this.x = x;
            this.y = y;
            this.right = WIDTH - margin;
        }

        /** For points that have their names beside them. */
        static Drawing ofPoints(Axis x, Axis y) {
            return new Drawing(x, y, NARROW);
        }

        /** For lines that have their names at their right ends. */
        public static Drawing ofLines(Axis x, Axis y) {
            return new Drawing(x, y, WIDE);
        }

        /** A line through points of values. */
        public void line(String look, List<double[]> points) {
            lines.add(new Line(
                    look,
                    points.stream()
                            .map(point -> x(point[0]) + "," + y(point[1]))
                            .collect(Collectors.joining(" "))));
        }

        void dot(String look, double atX, double atY) {
            dots.add(new Dot(look, x(atX), y(atY)));
        }

        /** A text beside a point, on the side where there is room. */
        public void label(String look, double atX, double atY, String text) {
            boolean after = x(atX) + 10 + text.length() * CHARACTER_WIDTH < WIDTH;
            labels.add(new Label(look, x(atX) + (after ? 8 : -8), y(atY) + 4, after ? "start" : "end", text));
        }

        public Chart chart(String title, String xLabel, String yLabel) {
            return new Chart(
                    title,
                    xLabel,
                    yLabel,
                    right,
                    x.ticks().stream()
                            .map(tick -> new Axis.Tick(across(tick.at()), tick.label()))
                            .toList(),
                    y.ticks().stream()
                            .map(tick -> new Axis.Tick(down(tick.at()), tick.label()))
                            .toList(),
                    List.copyOf(lines),
                    List.copyOf(dots),
                    apart(labels));
        }

        private double x(double value) {
            return across(x.at(value));
        }

        private double y(double value) {
            return down(y.at(value));
        }

        private double across(double percent) {
            return Axis.rounded(LEFT + (right - LEFT) * percent / 100);
        }

        private static double down(double percent) {
            return Axis.rounded(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / 100);
        }

        /** Moves labels that would lie on each other apart, downwards; the lowest ones then upwards. */
        private static List<Label> apart(List<Label> labels) {
            List<Label> placed = new ArrayList<>();
            labels.stream().sorted(Comparator.comparingDouble(Label::y)).forEach(label -> {
                double y = Math.max(label.y(), TOP + LABEL_HEIGHT / 2);
                for (Label above : placed) {
                    if (overlaps(above, label) && y < above.y() + LABEL_HEIGHT) {
                        y = above.y() + LABEL_HEIGHT;
                    }
                }
                placed.add(new Label(label.look(), label.x(), Axis.rounded(y), label.anchor(), label.text()));
            });
            return List.copyOf(placed);
        }

        private static boolean overlaps(Label a, Label b) {
            return from(a) < from(b) + width(b) && from(b) < from(a) + width(a);
        }

        private static double from(Label label) {
            return label.anchor().equals("start") ? label.x() : label.x() - width(label);
        }

        private static double width(Label label) {
            return label.text().length() * CHARACTER_WIDTH;
        }
    }
}
