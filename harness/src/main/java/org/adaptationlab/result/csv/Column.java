package org.adaptationlab.result.csv;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * A column of a CSV file. What the columns of a file are stands in one list, which its writer and its reader share.
 *
 * @param kind what may stand in it
 * @param cell makes the cell of a row; null is empty, "not measured"
 * @param <T> what a row of the file is
 */
public record Column<T>(String name, Kind kind, Value<T, String> cell) {

    /** What a row has in a column; null is not measured. */
    @FunctionalInterface
    public interface Value<T, V> {
        @Nullable
        V of(T row);
    }

    /** A text of a user or a model, neutralised. */
    public static <T> Column<T> text(String name, Value<T, String> value) {
        return new Column<>(name, Kind.TEXT, row -> CsvCells.text(value.of(row)));
    }

    /** One of our own words, or a digest. */
    public static <T> Column<T> word(String name, Value<T, String> value) {
        return new Column<>(name, Kind.TEXT, value);
    }

    /** Ids, joined by semicolons. */
    static <T> Column<T> ids(String name, Value<T, List<String>> value) {
        return new Column<>(name, Kind.TEXT, row -> {
            List<String> ids = value.of(row);
            return ids == null ? null : CsvCells.list(ids);
        });
    }

    /** {@code true} or {@code false}. */
    static <T> Column<T> flag(String name, Value<T, Boolean> value) {
        return new Column<>(name, Kind.TEXT, row -> {
            Boolean flag = value.of(row);
            return flag == null ? null : flag.toString();
        });
    }

    /** A whole number of either sign, such as a seed. */
    static <T> Column<T> whole(String name, Value<T, Long> value) {
        return number(name, Kind.WHOLE, value);
    }

    /** How many. */
    public static <T> Column<T> count(String name, Value<T, ? extends Number> value) {
        return number(name, Kind.COUNT, value);
    }

    /** Milliseconds, seconds, tokens or megabytes, to three decimals. */
    public static <T> Column<T> amount(String name, Value<T, ? extends Number> value) {
        return number(name, Kind.AMOUNT, value);
    }

    /** A score or a part of a whole, 0 to 1, to six decimals. */
    public static <T> Column<T> share(String name, Value<T, Double> value) {
        return number(name, Kind.SHARE, value);
    }

    /** One share less another, -1 to 1, to six decimals. */
    public static <T> Column<T> difference(String name, Value<T, Double> value) {
        return number(name, Kind.DIFFERENCE, value);
    }

    /** One time over another, or how much more of one than of another, to six decimals. */
    public static <T> Column<T> ratio(String name, Value<T, Double> value) {
        return number(name, Kind.RATIO, value);
    }

    /** US dollars, to six decimals. */
    public static <T> Column<T> usd(String name, Value<T, Double> value) {
        return number(name, Kind.RATIO, value);
    }

    /** A p value or its error, to six significant digits: a small one is never written as 0. */
    public static <T> Column<T> probability(String name, Value<T, Double> value) {
        return number(name, Kind.PROBABILITY, value);
    }

    /** Makes a column of numbers, such as {@code Column::share}. */
    @FunctionalInterface
    public interface Numbers<T> {
        Column<T> of(String name, Value<T, Double> value);
    }

    /** The two ends of an interval of such numbers, {@code NAME_ci_low} and {@code NAME_ci_high}. */
    public static <T> List<Column<T>> ends(String name, Numbers<T> numbers, Value<T, Interval> value) {
        return List.of(
                numbers.of(name + "_ci_low", row -> {
                    Interval interval = value.of(row);
                    return interval == null ? null : Double.valueOf(interval.low());
                }),
                numbers.of(name + "_ci_high", row -> {
                    Interval interval = value.of(row);
                    return interval == null ? null : Double.valueOf(interval.high());
                }));
    }

    /** How an interval was made, {@code NAME_interval}, and its Monte-Carlo error, {@code NAME_ci_error}. */
    static <T> List<Column<T>> method(String name, Value<T, IntervalEstimate> value) {
        return List.of(
                word(name + "_interval", row -> {
                    IntervalEstimate interval = value.of(row);
                    return interval == null ? null : interval.method().word();
                }),
                ratio(name + "_ci_error", row -> {
                    IntervalEstimate interval = value.of(row);
                    return interval == null ? null : interval.error();
                }));
    }

    /** The interval itself, without how it was made. */
    static @Nullable Interval interval(@Nullable IntervalEstimate estimate) {
        return estimate == null ? null : estimate.interval();
    }

    /** The same column of what has a {@code T} in it; empty where it has none. */
    public <S> Column<S> in(Value<S, T> part) {
        return new Column<>(name, kind, whole -> {
            T row = part.of(whole);
            return row == null ? null : cell.of(row);
        });
    }

    /** The columns of some parts of a file as one list. */
    @SafeVarargs
    public static <T> List<Column<T>> list(List<Column<T>>... parts) {
        List<Column<T>> all = new ArrayList<>();
        for (List<Column<T>> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }

    /** Names of columns, in their order. */
    static List<String> names(List<? extends Column<?>> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static <T> Column<T> number(String name, Kind kind, Value<T, ? extends Number> value) {
        return new Column<>(name, kind, row -> kind.cell(value.of(row)));
    }
}
