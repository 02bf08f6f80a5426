package org.adaptationlab.result.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.adaptationlab.file.ByteLines;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** One reading of a result file, row by row, so that a file of any length can be read. */
final class CsvReading<T> {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final CsvForm<T> form;
    private final IdentityReader identities = new IdentityReader();

    CsvReading(Path file, CsvForm<T> form) {
        this.file = file;
        this.form = form;
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    /**
     * Hands over the rows.
     *
     * @return the run all rows are of; null where there is no row
     * @throws ResultFormatException naming file and line
     */
    @Nullable
    RunIdentity scan(Consumer<T> each) {
        return scan(this::open, each);
    }

    /**
     * Hands over these rows only, of a file that was read as a whole before.
     *
     * @param rows numbers of rows, from 0 for the first
     * @throws ResultFormatException naming file and line
     */
    void scan(BitSet rows, Consumer<T> each) {
        scan(
                () -> {
                    try (InputStream all = open()) {
                        return new ByteArrayInputStream(RecordFilter.of(all, rows));
                    }
                },
                each);
    }

    /** The bytes of a file, or of a part of it. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private @Nullable RunIdentity scan(Source source, Consumer<T> each) {
        try (EndOfFile in = new EndOfFile(source.open());
                CsvReader<CellReader.Line> csv = reader().build(
                                new CellReader(),
                                new InputStreamReader(
                                        in, StandardCharsets.UTF_8.newDecoder())); // which refuses what is no UTF-8
                ReadAhead<CellReader.Line> lines = new ReadAhead<>(csv.iterator())) {
            RunIdentity run = scan(lines, each);
            if (!in.endsWithLineEnd()) {
                throw new ResultFormatException(
                        file + ": its last line has no line end, so it may be cut off; copy the file again");
            }
            return run;
        } catch (CsvParseException e) {
            throw new ResultFormatException(file + ": is no CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause(), "it has one"));
        }
    }

    private @Nullable RunIdentity scan(Iterator<CellReader.Line> records, Consumer<T> each) {
        if (!records.hasNext()) {
            throw new ResultFormatException(file + ": is empty; a header line is needed");
        }
        CsvHeader header = header(records.next());
        CsvRow row = records.hasNext() ? row(header, records.next()) : null;
        if (row != null) {
            requireVersion(row); // first: to a file of another version any other complaint is beside the point
        }
        header.require(required());
        RunIdentity run = null;
        while (row != null) {
            requireVersion(row);
            run = identities.run(row);
            each.accept(form.read(row, identities.mode(row)));
            row = records.hasNext() ? row(header, records.next()) : null;
        }
        return run;
    }

    /** Rows of another length pass the parser, so that they are refused by their line. */
    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    private CsvHeader header(CellReader.Line line) {
        List<String> names = new ArrayList<>(line.cells());
        if (names.get(0).startsWith(BYTE_ORDER_MARK)) {
            names.set(0, names.get(0).substring(1));
        }
        return CsvHeader.of(file, names, Column.list(identityColumns(), form.columns()));
    }

    private List<String> required() {
        List<String> names = new ArrayList<>(Column.names(identityColumns()));
        names.addAll(form.required());
        return names;
    }

    /** Only their names and kinds are asked for. */
    private List<Column<T>> identityColumns() {
        return IdentityColumns.of(row -> null, row -> null);
    }

    private CsvRow row(CsvHeader header, CellReader.Line line) {
        if (line.cells().size() != header.places().size()) {
            throw new ResultFormatException(
                    file + ":" + line.number() + ": " + line.cells().size() + " cells, the header has "
                            + header.places().size() + "; is the file cut off?");
        }
        return new CsvRow(header, line.number(), line.cells());
    }

    private static void requireVersion(CsvRow row) {
        Long schema = row.whole(IdentityColumns.VERSION);
        if (row.header().place(IdentityColumns.VERSION) >= 0 && (schema == null || schema != IdentityColumns.SCHEMA)) {
            throw row.bad(
                    IdentityColumns.VERSION,
                    "found " + schema + ", this harness reads " + IdentityColumns.SCHEMA
                            + "; read it with the version of Adaptation Lab that wrote it");
        }
    }

    private InputStream open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            return isCompressed(file) ? new GZIPInputStream(bytes) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private ResultFormatException unreadable(IOException e) {
        if (!(e instanceof CharacterCodingException)) {
            return new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
        return new ResultFormatException(
                file + ":" + lineThatIsNoUtf8()
                        + ": is not UTF-8 text; was it saved by a spreadsheet? Save it as UTF-8, or"
                        + " take the file that the run wrote",
                e);
    }

    /** The parser reads ahead, so it does not know. */
    private int lineThatIsNoUtf8() {
        int number = 1;
        try (ByteLines lines = new ByteLines(open())) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
                number++;
            }
        } catch (IOException e) {
            return number; // here
        }
        return number;
    }

    /** Remembers the last byte. */
    private static final class EndOfFile extends FilterInputStream {

        private int last = '\n';

        EndOfFile(InputStream in) {
            super(in);
        }

        boolean endsWithLineEnd() {
            return last == '\n';
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            last = next < 0 ? last : next;
            return next;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            last = read > 0 ? buffer[from + read - 1] : last;
            return read;
        }
    }
}
