package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one line of JSON a child process prints: where it serves, or what went wrong.
 *
 * @param port null if it failed
 * @param secret what the path of each request begins with, so that nobody else's are answered; null if it failed
 * @param kind null if it is ready
 * @param error null if it is ready
 */
public record Announcement(
        @Nullable Integer port,
        @Nullable String secret,
        @Nullable Kind kind,
        @Nullable String error) {

    /** What a child process failed at: loading the native library or the model, its chat template, opening a port. */
    enum Kind {
        LIBRARY,
        MODEL,
        TEMPLATE,
        PORT
    }

    static Announcement ready(int port, String secret) {
        return new Announcement(port, secret, null, null);
    }

    static Announcement failed(Kind kind, Throwable cause) {
        return new Announcement(null, null, kind, String.valueOf(cause.getMessage()));
    }

    /** The address to put routes after; empty if it failed. */
    Optional<URI> endpoint() {
        return port == null || secret == null
                ? Optional.empty()
                : Optional.of(URI.create("http://127.0.0.1:" + port + "/" + secret));
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
