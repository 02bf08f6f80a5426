package org.adaptationlab.result.csv;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.adaptationlab.statistics.IntervalMethod;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result file, read by column name. A number is held against what its column allows.
 *
 * @param line one-based line the row starts in
 */
record CsvRow(CsvHeader header, long line, List<String> cells) {

    /** The text, or null where the cell is empty. */
    @Nullable
    String text(String column) {
        String cell = cell(column);
        return cell.isEmpty() ? null : CsvCells.plain(cell);
    }

    /** As {@link #text}, one string for all equal ones of the file: for what comes back in many rows. */
    @Nullable
    String shared(String column) {
        String text = text(column);
        return text == null ? null : header.pool().shared(text);
    }

    /** Whether the cells at these places are those of another row. */
    boolean has(int[] places, List<String> before) {
        for (int i = 0; i < places.length; i++) {
            if (!before.get(i).equals(at(places[i]))) {
                return false;
            }
        }
        return true;
    }

    /** The cells as they stand there. */
    List<String> cells(int[] places) {
        return Arrays.stream(places).mapToObj(this::at).toList();
    }

    /** The mode of a row that must be of one. */
    ModeIdentity requiredMode(@Nullable ModeIdentity mode) {
        if (mode == null) {
            throw bad("mode", "is empty; a name is needed");
        }
        return mode;
    }

    /** The text of a cell that must not be empty. */
    String required(String column) {
        String text = shared(column);
        if (text == null) {
            throw bad(column, "is empty; a value is needed");
        }
        return text;
    }

    List<String> ids(String column) {
        return CsvCells.ids(CsvCells.plain(cell(column))).stream()
                .map(header.pool()::shared)
                .toList();
    }

    @Nullable
    Double number(String column) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            return null;
        }
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return allowed(column, cell, value);
            }
        } catch (NumberFormatException e) {
            // said below, together with what parses but is no finite number
        }
        throw bad(column, "\"" + cell + "\" is no number such as 12.5; empty stands for not measured");
    }

    @Nullable
    Long whole(String column) {
        String cell = cell(column);
        if (cell.isEmpty()) {
            return null;
        }
        try {
            Long value = Long.valueOf(cell);
            allowed(column, cell, value);
            return value;
        } catch (NumberFormatException e) {
            throw bad(column, "\"" + cell + "\" is no whole number such as 12; empty stands for not measured");
        }
    }

    @Nullable
    Integer count(String column) {
        Long value = whole(column);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    @Nullable
    Boolean flag(String column) {
        String cell = cell(column);
        return switch (cell) {
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(column, "\"" + cell + "\" is neither true nor false");
        };
    }

    int requiredCount(String column) {
        Integer value = count(column);
        if (value == null) {
            throw bad(column, "is empty; a count is needed");
        }
        return value;
    }

    double requiredNumber(String column) {
        Double value = number(column);
        if (value == null) {
            throw bad(column, "is empty; a number is needed");
        }
        return value;
    }

    /** The interval in {@code NAME_ci_low} and {@code NAME_ci_high}, or null where a cell is empty. */
    @Nullable
    Interval interval(String name) {
        String low = name + "_ci_low";
        String high = name + "_ci_high";
        Double from = number(low);
        Double to = number(high);
        if (from == null || to == null) {
            return null;
        }
        if (from > to) {
            throw bad(low, from + " is above " + high + " " + to);
        }
        return new Interval(from, to);
    }

    /**
     * The interval with {@code NAME_interval} and {@code NAME_ci_error}, or null where there is none.
     *
     * @param unsaid how it was made where the file does not say; null for no interval then
     */
    @Nullable
    IntervalEstimate estimate(String name, @Nullable IntervalMethod unsaid) {
        Interval interval = interval(name);
        IntervalMethod said = word(name + "_interval", IntervalMethod.values(), IntervalMethod::word);
        IntervalMethod method = said == null ? unsaid : said;
        return interval == null || method == null
                ? null
                : new IntervalEstimate(interval, method, number(name + "_ci_error"));
    }

    /** The one of the values whose word stands there, or null where the cell is empty. */
    <T> @Nullable T word(String column, T[] values, Function<T, String> word) {
        String found = text(column);
        if (found == null) {
            return null;
        }
        return Stream.of(values)
                .filter(value -> word.apply(value).equals(found))
                .findFirst()
                .orElseThrow(() -> bad(
                        column,
                        "\"" + found + "\" is none of "
                                + Stream.of(values).map(word).collect(Collectors.joining(", "))));
    }

    ResultFormatException bad(String column, String what) {
        return new ResultFormatException(header.file() + ":" + line + ": " + column + ": " + what);
    }

    private double allowed(String column, String cell, double value) {
        Kind kind = header.kind(column);
        if (!kind.allows(value)) {
            throw bad(column, "\"" + cell + "\" is out of range; allowed is " + kind.allowed());
        }
        return value;
    }

    private String cell(String column) {
        return at(header.place(column));
    }

    private String at(int place) {
        return place < 0 ? "" : cells.get(place);
    }
}
