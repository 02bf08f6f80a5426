package org.adaptationlab.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.ServerReport;
import org.adaptationlab.model.call.ServerWords;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed answer of {@code /chat/completions}: pieces of text, one with a {@code finish_reason}, one
 * with the {@code usage} where the server sends it, and {@code [DONE]}. Servers tell no durations.
 */
final class OpenAiAnswer implements AnswerReader {

    private static final String DONE = "[DONE]";
    private static final ObjectMapper JSON = new ObjectMapper();

    private boolean thinks;
    private boolean done;
    private @Nullable String finishReason;
    private TokenUsage usage = new TokenUsage(null, null);

    @Override
    public void line(String data) throws CallFailure {
        if (data.equals(DONE)) {
            over();
            return;
        }
        JsonNode event = parse(data);
        String error = ServerWords.ofError(event.path("error")).orElse("");
        if (!error.isBlank()) {
            throw CallFailure.inStream(error);
        }
        JsonNode choice = event.at("/choices/0");
        JsonNode delta = choice.path("delta");
        thinks = !delta.path("reasoning_content").asText("").isEmpty()
                || !delta.path("reasoning").asText("").isEmpty();
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.path("finish_reason").textValue();
        }
        if (event.path("usage").isObject()) {
            usage = usage(event.path("usage"));
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

    private static TokenUsage usage(JsonNode usage) {
        return new TokenUsage(
                number(usage.path("prompt_tokens")),
                number(usage.path("completion_tokens")),
                number(usage.at("/completion_tokens_details/reasoning_tokens")));
    }

    private static @Nullable Integer number(JsonNode count) {
        return count.canConvertToInt() ? count.intValue() : null;
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
        return new ServerReport(finish(), usage, null, null, null);
    }

    private Finish finish() throws CallFailure {
        if ("stop".equals(finishReason)) {
            return Finish.STOP;
        }
        if ("length".equals(finishReason)) {
            return Finish.LENGTH;
        }
        throw CallFailure.broken("the server ended with \"" + finishReason + "\" instead of an answer", null);
    }
}
