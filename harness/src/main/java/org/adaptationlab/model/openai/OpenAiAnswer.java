package org.adaptationlab.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.ServerReport;
import org.adaptationlab.model.call.ServerWords;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed answer of {@code /chat/completions}: pieces of text, one with a {@code finish_reason}, one
 * with the {@code usage} where the server sends it, and {@code [DONE]}. A llama-server tells durations as well.
 */
final class OpenAiAnswer implements AnswerReader {

    private static final String DONE = "[DONE]";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names that servers have for the field with the model's thinking. */
    private static final Pattern THINKING = Pattern.compile("(?i)reason|think|thought");

    private boolean thinks;
    private boolean done;
    private @Nullable String finishReason;
    private TokenUsage usage = new TokenUsage(null, null);
    private JsonNode timings = JSON.missingNode();

    /** Servers that don't stream send one JSON object. */
    @Override
    public boolean isWhole(char first) {
        return first == '{';
    }

    /** The message of a whole answer is what the pieces of a stream come to. */
    @Override
    public List<String> lines(String whole) throws CallFailure {
        JsonNode answer = parse(whole);
        if (answer.at("/choices/0") instanceof ObjectNode choice && choice.has("message")) {
            choice.set("delta", choice.remove("message"));
        }
        return List.of(answer.toString(), DONE);
    }

    @Override
    public void line(String data) throws CallFailure {
        if (data.equals(DONE)) {
            over();
            return;
        }
        JsonNode event = parse(data);
        requireNoError(event);
        JsonNode choice = event.at("/choices/0");
        JsonNode delta = choice.path("delta");
        thinks = delta.properties().stream()
                .anyMatch(field -> THINKING.matcher(field.getKey()).find() && saysSomething(field.getValue()));
        String reason = choice.path("finish_reason").asText("").strip();
        if (!reason.isEmpty() && !reason.equalsIgnoreCase("null")) {
            finishReason = reason;
        }
        Stream.of("/usage", "/choices/0/usage", "/choices/0/delta/usage", "/x_groq/usage")
                .map(event::at)
                .filter(JsonNode::isObject)
                .findFirst()
                .ifPresent(this::addUsage);
        if (event.path("timings").isObject()) {
            timings = event.path("timings");
        }
    }

    /** Texts, and the lists and objects that have one; no counts and switches. */
    private static boolean saysSomething(JsonNode value) {
        return value.isTextual()
                ? !value.textValue().isEmpty()
                : StreamSupport.stream(value.spliterator(), false).anyMatch(OpenAiAnswer::saysSomething);
    }

    private static void requireNoError(JsonNode event) throws CallFailure {
        boolean isError = !event.has("choices");
        JsonNode stated = event.path("error");
        String error = ServerWords.ofError(stated)
                .or(() -> stated.isObject() && !stated.isEmpty() ? Optional.of(stated.toString()) : Optional.empty())
                .or(() -> isError ? ServerWords.ofError(event.path("detail")) : Optional.empty())
                .or(() -> isError ? ServerWords.ofError(event) : Optional.empty())
                .orElse("");
        if (!error.isBlank()) {
            throw CallFailure.inStream(error);
        }
    }

    private void over() throws CallFailure {
        if (finishReason == null) {
            throw CallFailure.broken("the server ended its answer without a reason to finish", null);
        }
        done = true;
    }

    private static JsonNode parse(String data) throws CallFailure {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw CallFailure.unreadable(data, e);
        }
    }

    /** Some servers count what was read at the beginning, and what was written at the end. */
    private void addUsage(JsonNode found) {
        TokenUsage now = usage(found);
        usage = new TokenUsage(
                now.input() == null ? usage.input() : now.input(),
                now.output() == null ? usage.output() : now.output(),
                now.thinking() == null ? usage.thinking() : now.thinking(),
                now.cached() == null ? usage.cached() : now.cached());
    }

    private static TokenUsage usage(JsonNode usage) {
        return new TokenUsage(
                number(usage, "/prompt_tokens", "/input_tokens"),
                number(usage, "/completion_tokens", "/output_tokens"),
                number(usage, "/completion_tokens_details/reasoning_tokens", "/output_tokens_details/reasoning_tokens"),
                number(
                        usage,
                        "/prompt_tokens_details/cached_tokens",
                        "/input_tokens_details/cached_tokens",
                        "/cached_tokens",
                        "/prompt_cache_hit_tokens"));
    }

    private static @Nullable Integer number(JsonNode usage, String... places) {
        return Stream.of(places)
                .map(usage::at)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Progress progress() {
        if (done) {
            return Progress.OVER;
        }
        return finishReason == null ? Progress.ANSWERING : Progress.ANSWERED;
    }

    @Override
    public boolean thinks() {
        return thinks;
    }

    @Override
    public ServerReport report() throws CallFailure {
        return new ServerReport(finish(), usage, null, milliseconds("prompt_ms"), milliseconds("predicted_ms"));
    }

    private @Nullable Double milliseconds(String name) {
        JsonNode time = timings.path(name);
        return time.isNumber() && time.doubleValue() > 0 ? time.doubleValue() : null;
    }

    private Finish finish() throws CallFailure {
        String reason = String.valueOf(finishReason);
        return FinishReason.of(reason)
                .orElseThrow(() ->
                        CallFailure.broken("the server ended with \"" + reason + "\" instead of an answer", null));
    }
}
