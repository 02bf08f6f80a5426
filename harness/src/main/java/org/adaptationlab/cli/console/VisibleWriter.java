package org.adaptationlab.cli.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.adaptationlab.report.words.VisibleText;

/**
 * Where commands print: whatever they quote of data, a model or a server, no control character gets to a terminal or a
 * log, which would obey it, but as something to be seen. Line ends and tabs stay. What the program itself does to a
 * terminal goes to {@link #raw} instead. Flushed with each line.
 */
final class VisibleWriter extends PrintWriter {

    private final PrintWriter raw;

    private VisibleWriter(PrintWriter raw) {
        super(new Filter(raw), true);
        this.raw = raw;
    }

    /** A writer before another one; the same if it is one already. */
    static VisibleWriter over(PrintWriter writer) {
        return writer instanceof VisibleWriter visible ? visible : new VisibleWriter(writer);
    }

    /** The writer behind, for what is none but ours: colours of the help, movements of the cursor. */
    PrintWriter raw() {
        flush();
        return raw;
    }

    /** Holds back a character that the next one decides on: half of a pair, or what may begin a line end. */
    private static final class Filter extends FilterWriter {

        private String held = "";

        Filter(Writer out) {
            super(out);
        }

        @Override
        public void write(int character) throws IOException {
            show(String.valueOf((char) character));
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            show(String.valueOf(characters, offset, length));
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            show(text.substring(offset, offset + length));
        }

        private void show(String more) throws IOException {
            if (more.isEmpty()) {
                return;
            }
            if (held.isEmpty() && more.equals(System.lineSeparator())) {
                out.write(more);
                return;
            }
            String text = held + more;
            char last = text.charAt(text.length() - 1);
            int shown = Character.isHighSurrogate(last) || last == '\r' ? text.length() - 1 : text.length();
            held = text.substring(shown);
            out.write(VisibleText.lines(text.substring(0, shown)));
        }

        @Override
        public void flush() throws IOException {
            out.write(VisibleText.lines(held));
            held = "";
            out.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
            out.close();
        }
    }
}
