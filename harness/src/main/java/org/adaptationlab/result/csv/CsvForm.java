package org.adaptationlab.result.csv;

import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;
import org.jspecify.annotations.Nullable;

/** One kind of result file: its columns after the identity columns, and how a row is read. */
interface CsvForm<T> {

    /** In the order of the contract, further ones after them. */
    List<Column<T>> columns();

    /** The first column that a file may lack, with all behind it; null where every file must have all. */
    default @Nullable String firstFurther() {
        return null;
    }

    /** Names of the columns every file must have. */
    default List<String> required() {
        List<String> names = Column.names(columns());
        String further = firstFurther();
        return further == null ? names : names.subList(0, names.indexOf(further));
    }

    /** The mode a row is of, null where it is of more than one. */
    @Nullable
    ModeIdentity mode(T row);

    /** Reads a row; {@code mode} is null where the mode cell is empty. */
    T read(CsvRow row, @Nullable ModeIdentity mode);
}
