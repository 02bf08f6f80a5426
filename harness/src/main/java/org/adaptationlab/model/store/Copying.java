package org.adaptationlab.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** Copies a stream into a file, with progress and an upper bound. */
final class Copying {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long REPORT_BYTES = 1 << 20;

    private Copying() {}

    /**
     * Appends the stream to the file, which is made if absent.
     *
     * @param total size of the whole file in bytes; more is refused
     */
    static void append(InputStream in, Path file, long total, DownloadListener listener) throws IOException {
        long done = Files.exists(file) ? Files.size(file) : 0;
        long reported = done;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                done += n;
                if (done > total) {
                    throw new IOException("is larger than the " + total + " bytes of the catalogue");
                }
                out.write(buffer, 0, n);
                if (done - reported >= REPORT_BYTES || done == total) {
                    reported = done;
                    listener.progress(done, total);
                }
            }
        }
    }
}
