package org.adaptationlab.result.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV: RFC 4180, a header, {@code \n} at the end of each line. All our CSV is written here. */
public final class CsvText {

    private CsvText() {}

    /** Rows, handed over one by one so that they need not be in memory together; a list's {@code forEach} will do. */
    @FunctionalInterface
    public interface Rows<T> {
        void forEach(Consumer<T> each);
    }

    /** Writes a header and the rows; {@code out} is flushed and stays open. */
    public static <T> void write(Writer out, List<Column<T>> columns, Rows<T> rows) throws IOException {
        @Nullable String[] cells = new @Nullable String[columns.size()];
        try {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            csv.writeRecord(Column.names(columns));
            rows.forEach(row -> {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = columns.get(i).cell().of(row);
                }
                csv.writeRecord(cells);
            });
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
