package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a server said, short enough for a message. */
final class ServerWords {

    private static final int LONGEST_QUOTE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ServerWords() {}

    /** The {@code error} of an answer, or all of it where it has none. */
    static String error(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            if (error.isTextual()) {
                return shorten(error.textValue());
            }
        } catch (JsonProcessingException e) {
            // not JSON: a proxy perhaps; its words are all there is
        }
        return body.isBlank() ? "(no text)" : shorten(body);
    }

    /** The text in one line, cut if it is long. */
    static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
