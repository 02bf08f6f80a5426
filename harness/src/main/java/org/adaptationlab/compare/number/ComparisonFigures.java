package org.adaptationlab.compare.number;

import org.adaptationlab.report.words.Figures;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Figures of differences and ratios, as people read them. */
public final class ComparisonFigures {

    private ComparisonFigures() {}

    /** A difference in percentage points with its sign, such as {@code +2.5}, {@code −8.3}. */
    public static String points(double difference) {
        String figure = Figures.points(Math.abs(difference));
        if (figure.equals("0.0")) {
            return figure;
        }
        return (difference < 0 ? "−" : "+") + figure;
    }

    public static String points(Interval interval) {
        return points(interval.low()) + " to " + points(interval.high());
    }

    public static String ratio(@Nullable Double ratio) {
        return ratio == null ? Figures.NOT_MEASURED : "×" + Figures.fixed(ratio, 2);
    }

    public static String ratio(@Nullable Interval interval) {
        return interval == null
                ? Figures.NOT_MEASURED
                : Figures.fixed(interval.low(), 2) + "–" + Figures.fixed(interval.high(), 2);
    }

    /** A p value without its name, such as {@code 0.031}, {@code < 0.0001}. */
    public static String p(double value) {
        return Figures.p(value).substring(2).replace("= ", "");
    }
}
