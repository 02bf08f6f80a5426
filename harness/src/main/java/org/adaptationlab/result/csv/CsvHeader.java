package org.adaptationlab.result.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.TextPool;
import org.adaptationlab.problem.ResultFormatException;

/**
 * What a result file's first line says, for reading its rows by name.
 *
 * @param places of the columns, from 0
 * @param kinds of the columns that we know
 * @param pool of the file's texts
 * @param outcomes of the file's rows
 */
record CsvHeader(Path file, Map<String, Integer> places, Map<String, Kind> kinds, TextPool pool, OutcomePool outcomes) {

    /**
     * The header of a file.
     *
     * @throws ResultFormatException where a column is there twice
     */
    static CsvHeader of(Path file, List<String> names, List<? extends Column<?>> known) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            if (places.put(name, places.size()) != null) {
                throw new ResultFormatException(file + ":1: column \"" + name + "\" is there twice");
            }
        }
        Map<String, Kind> kinds = new HashMap<>();
        known.forEach(column -> kinds.put(column.name(), column.kind()));
        return new CsvHeader(file, places, kinds, new TextPool(), new OutcomePool());
    }

    /** @throws ResultFormatException where one of the columns is missing */
    void require(List<String> names) {
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(places.keySet());
        if (!missing.isEmpty()) {
            throw new ResultFormatException(file + ":1: the header lacks " + String.join(", ", missing));
        }
    }

    /** Place of a column, -1 where the file does not have it. */
    int place(String column) {
        return places.getOrDefault(column, -1);
    }

    /** What a column may hold. */
    Kind kind(String column) {
        return kinds.getOrDefault(column, Kind.TEXT);
    }
}
