package org.adaptationlab.result.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result file, read by column name.
 *
 * @param line one-based line the row starts in
 * @param columns index of each column
 */
record CsvRow(Path file, long line, Map<String, Integer> columns, List<String> cells) {

    /** The text, or null where the cell is empty. */
    @Nullable
    String text(String column) {
        String cell = cell(column);
        return cell.isEmpty() ? null : CsvCells.plain(cell);
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
        String text = text(column);
        if (text == null) {
            throw bad(column, "is empty; a value is needed");
        }
        return text;
    }

    List<String> ids(String column) {
        return CsvCells.ids(CsvCells.plain(cell(column)));
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
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with what parses but is no finite number
        }
        throw bad(column, "\"" + cell + "\" is no number such as 12.5; empty stands for not measured");
    }

    @Nullable
    Long whole(String column) {
        String cell = cell(column);
        try {
            return cell.isEmpty() ? null : Long.valueOf(cell);
        } catch (NumberFormatException e) {
            throw bad(column, "\"" + cell + "\" is no whole number");
        }
    }

    @Nullable
    Integer count(String column) {
        Long value = whole(column);
        if (value != null && (value < 0 || value > Integer.MAX_VALUE)) {
            throw bad(column, value + " is no count");
        }
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

    /** The interval in {@code <name>_low} and {@code <name>_high}, or null where a cell is empty. */
    @Nullable
    Interval interval(String name) {
        Double low = number(name + "_low");
        Double high = number(name + "_high");
        if (low == null || high == null) {
            return null;
        }
        if (low > high) {
            throw bad(name + "_low", low + " is above " + name + "_high " + high);
        }
        return new Interval(low, high);
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
        return new ResultFormatException(file + ":" + line + ": " + column + ": " + what);
    }

    private String cell(String column) {
        Integer index = columns.get(column);
        return index == null ? "" : cells.get(index);
    }
}
