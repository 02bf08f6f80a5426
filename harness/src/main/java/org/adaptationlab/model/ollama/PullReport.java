package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerWords;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** The lines by which a server tells how it fetches a model: a status each, bytes where a layer comes, an error or success. */
final class PullReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DownloadListener listener;
    private String status = "";

    PullReport(DownloadListener listener) {
        this.listener = listener;
    }

    /** Reads to the end; anything but success at the end is an error. */
    void read(Iterator<String> lines) throws IOException {
        while (lines.hasNext()) {
            JsonNode line = JSON.readTree(lines.next());
            String error = ServerWords.ofError(line.path("error")).orElse("");
            if (!error.isEmpty()) {
                throw HttpRefusal.within(error);
            }
            note(line);
        }
        if (!status.equals("success")) {
            throw HttpRefusal.within("it broke off while " + (status.isEmpty() ? "it began" : status));
        }
    }

    private void note(JsonNode line) {
        String now = line.path("status").asText();
        if (!now.equals(status)) {
            status = now;
            listener.trying("Ollama's registry: " + status);
        }
        if (line.path("total").asLong() > 0) {
            listener.progress(
                    line.path("completed").asLong(), line.path("total").asLong());
        }
    }
}
