package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.adaptationlab.model.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/chat}. What can't be done is refused, not ignored; absent options have Ollama's defaults,
 * but no repeat penalty.
 *
 * @param messages at least one
 * @param stream whether to answer line by line
 * @param maxTokens upper bound of the answer, or 0 or less for none but the context window
 * @param contextTokens size of the context window, or null for what was loaded
 * @param stops texts that end the answer
 * @param grammar GBNF grammar of the answer, or null for free text
 */
record ChatRequest(
        String model,
        List<ChatMessage> messages,
        boolean stream,
        Decoding.Sampling sampling,
        int maxTokens,
        @Nullable Integer contextTokens,
        List<String> stops,
        @Nullable String grammar) {

    private static final Set<String> KEYS = Set.of(
            "model", "messages", "stream", "options", "format", "keep_alive", "truncate", "shift", "think", "tools");
    private static final Set<String> OPTIONS = Set.of(
            "temperature",
            "seed",
            "top_k",
            "top_p",
            "min_p",
            "repeat_penalty",
            "presence_penalty",
            "frequency_penalty",
            "num_predict",
            "num_ctx",
            "stop");

    static ChatRequest parse(JsonNode body) throws BadRequest {
        checkKeys(body, KEYS, "");
        if (body.path("think").asBoolean() || !body.path("tools").isEmpty()) {
            throw BadRequest.of("thinking and tools are not supported");
        }
        JsonNode options = body.path("options");
        checkKeys(options, OPTIONS, "options.");
        requireNone(options, "presence_penalty");
        requireNone(options, "frequency_penalty");
        JsonNode context = options.path("num_ctx");
        return new ChatRequest(
                text(body, "model"),
                messages(body),
                body.path("stream").asBoolean(true),
                new Decoding.Sampling(
                        number(options, "temperature", 0.8),
                        whole(options, "seed", 0),
                        whole(options, "top_k", 40),
                        number(options, "top_p", 0.9),
                        number(options, "min_p", 0),
                        number(options, "repeat_penalty", 1)),
                whole(options, "num_predict", -1),
                absent(context) ? null : whole(options, "num_ctx", 0),
                stops(options.path("stop")),
                grammar(body.path("format")));
    }

    /**
     * The messages of a request.
     *
     * @throws BadRequest when there are none, or one isn't the text of a known role
     */
    static List<ChatMessage> messages(JsonNode body) throws BadRequest {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            checkKeys(message, Set.of("role", "content"), "messages.");
            String word = text(message, "role");
            ChatMessage.Role role = Arrays.stream(ChatMessage.Role.values())
                    .filter(known -> known.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> BadRequest.of("role is one of system, user and assistant, not \"" + word + "\""));
            messages.add(new ChatMessage(role, text(message, "content")));
        }
        if (messages.isEmpty()) {
            throw BadRequest.of("\"messages\" is a list of at least one message");
        }
        return messages;
    }

    /** A penalty that clients turn off in words, since other servers' defaults differ; here it is always off. */
    private static void requireNone(JsonNode options, String penalty) throws BadRequest {
        if (number(options, penalty, 0) != 0) {
            throw BadRequest.of(
                    "options." + penalty + " is not supported by this server, only 0, not " + options.path(penalty));
        }
    }

    private static @Nullable String grammar(JsonNode format) throws BadRequest {
        if (absent(format) || (format.isTextual() && format.asText().isEmpty())) {
            return null;
        }
        return JsonSchemaGrammar.of(format);
    }

    private static List<String> stops(JsonNode stop) throws BadRequest {
        List<String> stops = new ArrayList<>();
        for (JsonNode each : stop.isTextual() ? List.of(stop) : stop) {
            if (!each.isTextual() || each.asText().isEmpty()) {
                throw BadRequest.of("options.stop is a text or a list of texts, not " + stop);
            }
            stops.add(each.asText());
        }
        return stops;
    }

    private static void checkKeys(JsonNode node, Set<String> known, String prefix) throws BadRequest {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey()) && !entry.getValue().isNull()) {
                throw BadRequest.of("\"" + prefix + entry.getKey() + "\" is not supported by this server, only "
                        + new TreeSet<>(known));
            }
        }
    }

    private static String text(JsonNode node, String key) throws BadRequest {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw BadRequest.of("\"" + key + "\" is a text, not " + (absent(value) ? "absent" : value));
        }
        return value.asText();
    }

    private static double number(JsonNode options, String key, double absent) throws BadRequest {
        JsonNode value = options.path(key);
        if (absent(value)) {
            return absent;
        }
        if (!value.isNumber() || value.asDouble() < 0) {
            throw BadRequest.of("options." + key + " is a number from 0 on, not " + value);
        }
        return value.asDouble();
    }

    private static int whole(JsonNode options, String key, int absent) throws BadRequest {
        JsonNode value = options.path(key);
        if (absent(value)) {
            return absent;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw BadRequest.of("options." + key + " is a whole number of 32 bits, not " + value);
        }
        return value.asInt();
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
