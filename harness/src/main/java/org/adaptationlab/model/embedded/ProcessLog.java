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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a child process's standard error to its end and keeps the last lines. */
final class ProcessLog {

    private static final int KEPT_LINES = 200;
    private static final int SHOWN_LINES = 4;
    private static final Pattern COMPLAINT = Pattern.compile(
            "(?i)error|fail|can't|cannot|could not|invalid|mismatch|abort|assert|exception|unable|unknown|unrecognized");

    /** llama.cpp ends the process then; the template's own text, which may be long, follows. */
    private static final String TEMPLATE_REFUSED = "the supplied chat template is not supported";

    private static final Pattern TEMPLATE_COMPLAINT = Pattern.compile(
            "(?:failed to parse chat template[^:]*|failed to apply template|Failed to generate tool call example): (.+)");

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;
    private @Nullable String templateComplaint;
    private boolean templateRefused;

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

    /** Why llama.cpp ended the process over the model's chat template; empty if it did not. */
    synchronized Optional<String> refusedTemplate() {
        return templateRefused
                ? Optional.of(Objects.requireNonNullElse(templateComplaint, "it is refused"))
                : Optional.empty();
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
        templateRefused |= line.contains(TEMPLATE_REFUSED);
        Matcher complaint = TEMPLATE_COMPLAINT.matcher(line);
        if (templateComplaint == null && complaint.find()) {
            templateComplaint = complaint.group(1);
        }
        lines.addLast(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }
}
