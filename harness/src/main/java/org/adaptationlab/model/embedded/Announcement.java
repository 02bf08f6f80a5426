package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one line of JSON a child process prints: the port it serves on, or what went wrong.
 *
 * @param port null if it failed
 * @param kind null if it is ready
 * @param error null if it is ready
 */
public record Announcement(
        @Nullable Integer port,
        @Nullable Kind kind,
        @Nullable String error) {

    /** What a child process failed at: loading the native library, loading the model, opening a port. */
    enum Kind {
        LIBRARY,
        MODEL,
        PORT
    }

    static Announcement ready(int port) {
        return new Announcement(port, null, null);
    }

    static Announcement failed(Kind kind, Throwable cause) {
        return new Announcement(null, kind, String.valueOf(cause.getMessage()));
    }

    /** The announcement in a line, empty if the line is something else. */
    static Optional<Announcement> parse(String line) {
        try {
            return line.startsWith("{")
                    ? Optional.of(JsonRoute.JSON.readValue(line, Announcement.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    String toJson() {
        try {
            return JsonRoute.JSON
                    .writer()
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
