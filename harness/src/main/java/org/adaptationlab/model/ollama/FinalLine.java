package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.call.CallFailure;
import org.jspecify.annotations.Nullable;

/** The last line of an answer ({@code "done":true}), with the counts and durations (nanoseconds) of the server. */
@JsonIgnoreProperties(ignoreUnknown = true)
record FinalLine(
        @JsonProperty("done_reason") @Nullable String doneReason,
        @JsonProperty("load_duration") @Nullable Long loadNanos,
        @JsonProperty("prompt_eval_count") @Nullable Integer promptTokens,
        @JsonProperty("prompt_eval_cached_count") @Nullable Integer cachedTokens,
        @JsonProperty("prompt_eval_duration") @Nullable Long promptNanos,
        @JsonProperty("eval_count") @Nullable Integer answerTokens,
        @JsonProperty("eval_duration") @Nullable Long answerNanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    @Nullable
    Double loadMs() {
        return millis(loadNanos);
    }

    @Nullable
    Double promptMs() {
        return millis(promptNanos);
    }

    @Nullable
    Double answerMs() {
        return millis(answerNanos);
    }

    /**
     * Why the answer ended. Old servers give no reason: then the token limit, if it was reached, is one.
     *
     * @throws CallFailure when the server did something else than answer, such as loading or unloading the model
     */
    Finish finish(int maxOutputTokens) throws CallFailure {
        if (doneReason == null) {
            return answerTokens != null && answerTokens >= maxOutputTokens ? Finish.LENGTH : Finish.STOP;
        }
        return switch (doneReason) {
            case "stop" -> Finish.STOP;
            case "length" -> Finish.LENGTH;
            default ->
                throw CallFailure.broken("the server ended with \"" + doneReason + "\" instead of an answer", null);
        };
    }

    private static @Nullable Double millis(@Nullable Long nanos) {
        return nanos == null ? null : nanos / NANOS_PER_MILLI;
    }
}
