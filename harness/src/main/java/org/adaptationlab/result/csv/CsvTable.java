package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A result file, read.
 *
 * @param run the run all rows are of; null where there is no row
 */
public record CsvTable<T>(@Nullable RunIdentity run, List<T> rows) {

    public CsvTable {
        rows = List.copyOf(rows);
    }
}
