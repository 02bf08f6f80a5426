package org.adaptationlab.model.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a child process's standard error to its end and keeps the last lines. */
final class ProcessLog {

    private static final int KEPT_LINES = 200;
    private static final int SHOWN_LINES = 4;
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?i)error|fail|can't|cannot|could not|invalid|mismatch|abort|assert|exception|unable|unknown|unrecognized");

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    private ProcessLog(InputStream stream) {
        reader = new Thread(() -> read(stream), "embedded-log");
        reader.setDaemon(true);
    }

    /** Starts reading. */
    static ProcessLog of(InputStream stream) {
        ProcessLog log = new ProcessLog(stream);
        log.reader.start();
        return log;
    }

    /** Waits until the stream ended, as it does with the process. */
    void awaitEnd(Duration most) throws InterruptedException {
        reader.join(most.toMillis());
    }

    /** The last lines that sound like a complaint, or just the last ones; each after {@code "; "}. */
    synchronized String complaints() {
        List<String> complaints = lines.stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .distinct()
                .toList();
        List<String> from = complaints.isEmpty() ? List.copyOf(lines) : complaints;
        List<String> last = from.subList(Math.max(0, from.size() - SHOWN_LINES), from.size());
        return last.isEmpty() ? "" : "; " + String.join("; ", last);
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                keep(line.strip());
            }
        } catch (IOException e) {
            // the process is gone
        }
    }

    private synchronized void keep(String line) {
        if (line.isEmpty()) {
            return;
        }
        lines.addLast(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }
}
