package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** What a server said, short enough for a message. */
public final class ServerWords {

    private static final int LONGEST_QUOTE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ServerWords() {}

    /** The {@code error} of an answer, or all of it where it has none. */
    public static String error(String body) {
        try {
            return ofError(JSON.readTree(body).path("error")).orElseGet(() -> orNone(body));
        } catch (JsonProcessingException e) {
            return orNone(body); // not JSON: a proxy perhaps; its words are all there is
        }
    }

    /** The words of an {@code error} node, which is a text or has a {@code message}; empty where it says nothing. */
    public static Optional<String> ofError(JsonNode error) {
        JsonNode words = error.isObject() ? error.path("message") : error;
        return words.isTextual() ? Optional.of(shorten(words.textValue())) : Optional.empty();
    }

    private static String orNone(String body) {
        return body.isBlank() ? "(no text)" : shorten(body);
    }

    /** The text in one line, cut if it is long. */
    public static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
