package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.jspecify.annotations.Nullable;

/** The columns of one kind of result file, after the identity columns. */
interface CsvForm<T> {

    /** Names in the order of the contract, further ones after them. */
    List<String> columns();

    /** How many of {@link #columns} every file must have; files may lack the further ones. */
    default int requiredColumns() {
        return columns().size();
    }

    /** The mode a row is of, null where it is of more than one. */
    @Nullable
    ModeIdentity mode(T row);

    /** A cell per column; null is empty. */
    List<@Nullable String> cells(T row);

    /** Reads a row; {@code mode} is null where the mode cell is empty. */
    T read(CsvRow row, @Nullable ModeIdentity mode);
}
