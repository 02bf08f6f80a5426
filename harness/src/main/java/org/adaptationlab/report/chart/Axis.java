package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.adaptationlab.report.words.Figures;

/**
 * A scale of a plot, linear or logarithmic, with its ticks.
 *
 * @param low value at 0 %
 * @param high value at 100 %, above {@code low}
 */
public record Axis(double low, double high, boolean log, List<Tick> ticks) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int MOST_TICKS = 6;

    /** A labelled place on the scale, in percent of its length. */
    public record Tick(double at, String label) {}

    /** From 0 to 100 %. */
    public static Axis share() {
        return linear(0, 1, 4, Figures::wholePercent);
    }

    /** A linear scale widened to round ends. */
    public static Axis linear(double low, double high, int intervals, DoubleFunction<String> label) {
        double step = step((high - low) / intervals);
        double first = Math.floor(low / step + 1e-9);
        double last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (double k = first; k <= last; k++) {
            ticks.add(new Tick(rounded(100 * (k - first) / (last - first)), label.apply(k * step)));
        }
        return new Axis(first * step, last * step, false, ticks);
    }

    /** A logarithmic scale from one power of ten to another; both values above 0. */
    public static Axis log(double low, double high, DoubleFunction<String> label) {
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
        int every = 1 + (last - first) / MOST_TICKS;
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power += every) {
            ticks.add(new Tick(rounded(100.0 * (power - first) / (last - first)), label.apply(Math.pow(10, power))));
        }
        return new Axis(Math.pow(10, first), Math.pow(10, last), true, ticks);
    }

    /** Where a value lies, in percent of the length; values beyond an end lie at it. */
    public double at(double value) {
        double share = log
                ? (Math.log10(Math.max(value, low)) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                : (value - low) / (high - low);
        return rounded(100 * Math.min(1, Math.max(0, share)));
    }

    /** Places of the ticks. */
    public List<Double> grid() {
        return ticks.stream().map(Tick::at).toList();
    }

    /** Two decimals are more than a screen shows. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(atLeast, 1e-12))));
        for (double step : STEPS) {
            if (step * power >= atLeast * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
