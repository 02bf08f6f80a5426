package org.adaptationlab.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream one by one, so that a file of any length can be read. Not thread-safe; closing it closes the
 * stream.
 */
public final class ByteLines implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private boolean ended;
    private long position;

    public ByteLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its {@code \n}; null at the end. */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ended = false;
        while (!ended && filled()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        position += line.size() + (ended ? 1 : 0);
        return line.size() == 0 && !ended ? null : line.toByteArray();
    }

    /** Whether the last line had a {@code \n} at its end. */
    public boolean isEnded() {
        return ended;
    }

    /** Bytes up to the end of the last line, its {@code \n} among them. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean filled() throws IOException {
        if (from < to) {
            return true;
        }
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
