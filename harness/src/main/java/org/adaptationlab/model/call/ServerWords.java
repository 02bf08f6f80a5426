package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a server said, short enough for a message. */
public final class ServerWords {

    private static final int LONGEST_QUOTE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ServerWords() {}

    /** The {@code error} of an answer, or what web frameworks have in its place, or all of it where it has neither. */
    public static String error(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            JsonNode answer = read.isArray() && read.size() == 1 ? read.get(0) : read;
            return Stream.of("error", "detail", "message")
                    .flatMap(name -> ofError(answer.path(name)).stream())
                    .findFirst()
                    .orElseGet(() -> orNone(body));
        } catch (JsonProcessingException e) {
            return orNone(body); // not JSON: a proxy perhaps; its words are all there is
        }
    }

    /**
     * The words of an {@code error} node: a text, an object with a {@code message}, or a list of places in the request
     * with what is wrong there; empty where it says nothing.
     */
    public static Optional<String> ofError(JsonNode error) {
        if (error.isArray() && !error.isEmpty()) {
            return Optional.of(shorten(StreamSupport.stream(error.spliterator(), false)
                    .map(ServerWords::atPlace)
                    .collect(Collectors.joining("; "))));
        }
        JsonNode words = error.isObject() ? error.path("message") : error;
        JsonNode behind = error.at("/metadata/raw"); // what the server behind a gateway said
        return words.isTextual()
                ? Optional.of(shorten(words.textValue() + (behind.isTextual() ? ": " + behind.textValue() : "")))
                : Optional.empty();
    }

    /** An entry such as {@code {"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}}. */
    private static String atPlace(JsonNode entry) {
        String place = StreamSupport.stream(entry.path("loc").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
        String words = entry.path("msg").asText(entry.isTextual() ? entry.textValue() : entry.toString());
        return place.isEmpty() ? words : place + ": " + words;
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
