package org.adaptationlab.result.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a CSV file from its bytes: RFC 4180, lines may end as on any system, empty ones are passed over.
 *
 * <p>Rows of a result file begin alike. So the cells before the first byte that differs from the record above are taken from
 * there, and so is each later cell with the same bytes: what comes back in every row is neither made anew nor kept twice. Not
 * thread-safe.
 */
final class CsvRecords implements Closeable {

    private static final int START = 1 << 16;
    private static final int LONGEST = 1 << 26;
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[START];
    private int filled;
    private boolean ended;
    /** Where in the buffer the record above starts, which is kept for the one that is read. */
    private int before;

    private int start;
    private long line = 1;
    private Found above = new Found(new String[0], new int[0], 0, 1);

    /** @param number one-based line of the file it starts in */
    record Line(long number, List<String> cells) {}

    /** A record: its cells, where they end, counted from its start, its length in bytes, and how many lines it takes. */
    private record Found(String[] cells, int[] ends, int length, int lines) {}

    /** @param in closed with this */
    CsvRecords(InputStream in) {
        this(in, LONGEST);
    }

    /** @param longest record that is read, in bytes */
    CsvRecords(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next record, or null at the end of the file.
     *
     * @throws MalformedCsvException where it is no CSV
     * @throws CharacterCodingException where a text is not UTF-8
     * @throws IOException where the file cannot be read
     */
    @Nullable
    Line next() throws IOException {
        if (!skipEmptyLines()) {
            return null;
        }
        Found found = parse();
        while (found == null) {
            fill();
            found = parse();
        }
        Line read = new Line(line, Arrays.asList(found.cells()));
        line += found.lines() - 1;
        above = found;
        before = start;
        start += found.length();
        return read;
    }

    /** Whether all that was read ends with a line end. */
    boolean endsWithLineEnd() {
        return filled == 0 || endsLine(buffer[filled - 1]);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Goes to where the next record starts; false at the end of the file. The end of the line above is skipped with them. */
    private boolean skipEmptyLines() throws IOException {
        while (start < filled || fill()) {
            if (!endsLine(buffer[start])) {
                return true;
            }
            boolean second = buffer[start] == '\n' && start > 0 && buffer[start - 1] == '\r';
            line += second ? 0 : 1;
            start++;
        }
        return false;
    }

    /** The record at the start; null where the buffer ends before it does. */
    private @Nullable Found parse() throws IOException {
        int cell = sameCells();
        String[] cells = above.cells().clone();
        int[] ends = above.ends().clone();
        int lines = 1;
        int at = cell == 0 ? start : start + ends[cell - 1] + 1;
        while (true) {
            if (cell == cells.length) {
                cells = Arrays.copyOf(cells, 2 * cell + 1);
                ends = Arrays.copyOf(ends, 2 * cell + 1);
            }
            int from = at;
            boolean quoted = at < filled && buffer[at] == '"';
            at = quoted ? afterQuotes(at + 1) : at;
            while (at < filled && !endsCell(buffer[at])) {
                at++;
            }
            if (at == filled && !ended) {
                return null;
            }
            lines += quoted ? lineEnds(from, at) : 0;
            cells[cell] = isAsAbove(cell, from, at) ? above.cells()[cell] : quoted ? unquoted(from, at) : text(from, at);
            ends[cell] = at - start;
            cell++;
            if (at == filled || buffer[at] != ',') {
                return new Found(cell == cells.length ? cells : Arrays.copyOf(cells, cell), ends, at - start, lines);
            }
            at++;
        }
    }

    /** How many cells from the first on are, with the comma behind them, those of the record above. */
    private int sameCells() {
        int length = above.length();
        int differs = Arrays.mismatch(buffer, before, before + length, buffer, start, Math.min(start + length, filled));
        int same = differs < 0 ? length : differs;
        int cell = 0;
        while (cell < above.cells().length - 1 && above.ends()[cell] < same && above.lines() == 1) {
            cell++;
        }
        return cell;
    }

    private boolean isAsAbove(int cell, int from, int to) {
        if (cell >= above.cells().length) {
            return false;
        }
        int start = cell == 0 ? 0 : above.ends()[cell - 1] + 1;
        return Arrays.equals(buffer, before + start, before + above.ends()[cell], buffer, from, to);
    }

    /** Behind the quotation mark that closes a cell: the next one that is not doubled. */
    private int afterQuotes(int from) {
        for (int at = from; at < filled; at++) {
            if (buffer[at] == '"') {
                if (at + 1 == filled || buffer[at + 1] != '"') {
                    return at + 1;
                }
                at++;
            }
        }
        return filled;
    }

    private int lineEnds(int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            boolean first = buffer[at] == '\r' && at + 1 < to && buffer[at + 1] == '\n';
            count += endsLine(buffer[at]) && !first ? 1 : 0;
        }
        return count;
    }

    private String unquoted(int from, int to) throws IOException {
        int close = afterQuotes(from + 1);
        if (close < to) {
            throw new MalformedCsvException(line, "text behind the quotation mark that closes a cell");
        }
        boolean closed = to > from + 1 && buffer[to - 1] == '"'; // a cell cut off by the end of the file is not
        return text(from + 1, closed ? to - 1 : to).replace("\"\"", "\"");
    }

    private String text(int from, int to) throws CharacterCodingException {
        if (from == to) {
            return "";
        }
        String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) { // it may stand there, or stand for what is no UTF-8
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from));
        }
        return text;
    }

    /** Reads on, what is no longer needed goes; false at the end of the file. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, before, buffer, 0, filled - before);
        filled -= before;
        start -= before;
        before = 0;
        if (filled == buffer.length) {
            if (filled - start >= longest) {
                throw new MalformedCsvException(line, "a record of more than " + longest + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(read, 0);
        return !ended;
    }

    private static boolean endsCell(byte next) {
        return next <= ',' && (next == ',' || endsLine(next));
    }

    private static boolean endsLine(byte next) {
        return next == '\n' || next == '\r';
    }
}
