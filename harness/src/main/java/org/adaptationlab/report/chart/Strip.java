package org.adaptationlab.report.chart;

import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A plot of one row on an axis that it shares with the rows above and below; all places in percent of its length.
 *
 * @param label what it shows, in words
 * @param zero where nothing differs, null on an axis without such a place
 * @param band a wide pale bar, such as the margin or the middle half
 * @param whisker an interval
 * @param dot the value itself
 * @param rug a tick for each single value
 */
public record Strip(
        String label,
        List<Double> grid,
        @Nullable Double zero,
        @Nullable Interval band,
        @Nullable Interval whisker,
        @Nullable Double dot,
        List<Double> rug) {

    /** A value with its interval. */
    public static Strip value(Axis axis, String label, @Nullable Double value, @Nullable Interval interval) {
        return new Strip(label, axis.grid(), null, null, on(axis, interval), on(axis, value), List.of());
    }

    /** A difference with its interval, on an axis that has 0 in it, and the margin within which it does not matter. */
    public static Strip difference(Axis axis, String label, double value, @Nullable Interval interval, double margin) {
        return new Strip(
                label,
                axis.grid(),
                axis.at(0),
                on(axis, new Interval(-margin, margin)),
                on(axis, interval),
                axis.at(value),
                List.of());
    }

    public static double width(Interval span) {
        return Axis.rounded(span.high() - span.low());
    }

    /** The rug as the path of a drawing that is 100 wide. */
    public String rugPath() {
        return rug.stream().map(place -> "M" + place + " 0v1").collect(Collectors.joining());
    }

    private static @Nullable Interval on(Axis axis, @Nullable Interval interval) {
        return interval == null ? null : new Interval(axis.at(interval.low()), axis.at(interval.high()));
    }

    private static @Nullable Double on(Axis axis, @Nullable Double value) {
        return value == null ? null : Double.valueOf(axis.at(value));
    }
}
