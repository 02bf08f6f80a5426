package org.adaptationlab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** Tells how a download goes on, a line per tenth: plain lines are right on a terminal and in a log. */
final class DownloadProgress implements DownloadListener {

    private static final int STEPS = 10;

    private final PrintWriter err;
    private long shown;

    DownloadProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void trying(String source) {
        shown = 0;
        line("looking in " + source);
    }

    @Override
    public void progress(long bytes, long totalBytes) {
        long step = bytes * STEPS / totalBytes;
        if (step > shown) {
            shown = step;
            line(String.format(Locale.ROOT, "%d of %d MB", Math.round(bytes / 1e6), Math.round(totalBytes / 1e6)));
        }
    }

    @Override
    public void note(String message) {
        line(message);
    }

    private void line(String text) {
        err.println(text);
        err.flush();
    }
}
