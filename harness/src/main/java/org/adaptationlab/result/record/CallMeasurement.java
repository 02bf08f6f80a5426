package org.adaptationlab.result.record;

import org.jspecify.annotations.Nullable;

/**
 * Tokens and times of one measured call; null is not measured, never 0. Times are milliseconds; TTFT and total are by
 * the client's clock without load and retrieval, prefill and decode by the server's. Thinking is part of the output
 * tokens and of TTFT.
 *
 * @param firstTokenMs time to the first token of any kind, which is that of TTFT where the model did not think
 * @param cachedTokens of the input tokens, those that the server had in its cache
 */
public record CallMeasurement(
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens,
        @Nullable Double loadMs,
        @Nullable Double retrieveMs,
        @Nullable Double ttftMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs,
        @Nullable Double totalMs,
        @Nullable Integer thinkingTokens,
        @Nullable Double thinkingMs,
        @Nullable Double firstTokenMs,
        @Nullable Integer cachedTokens) {

    /** A call without thinking, of a server that says nothing of its cache. */
    public CallMeasurement(
            @Nullable Integer inputTokens,
            @Nullable Integer outputTokens,
            @Nullable Double loadMs,
            @Nullable Double retrieveMs,
            @Nullable Double ttftMs,
            @Nullable Double prefillMs,
            @Nullable Double decodeMs,
            @Nullable Double totalMs) {
        this(
                inputTokens,
                outputTokens,
                loadMs,
                retrieveMs,
                ttftMs,
                prefillMs,
                decodeMs,
                totalMs,
                null,
                null,
                ttftMs,
                null);
    }

    /** Output tokens without those of thinking; null where they are not known apart. */
    public @Nullable Integer answerTokens() {
        boolean thought = thinkingTokens != null || thinkingMs != null;
        if (outputTokens == null || !thought) {
            return outputTokens;
        }
        return thinkingTokens == null ? null : Integer.valueOf(Math.max(0, outputTokens - thinkingTokens));
    }

    /** Input tokens without those that the server says it had in its cache; all of them where it says nothing. */
    public @Nullable Integer readTokens() {
        return inputTokens == null || cachedTokens == null
                ? inputTokens
                : Integer.valueOf(Math.max(0, inputTokens - cachedTokens));
    }

    /** Time until the answer is there, retrieval included, in milliseconds; null where it was not measured. */
    public @Nullable Double waitMs() {
        return totalMs == null ? null : Double.valueOf(totalMs + (retrieveMs == null ? 0 : retrieveMs));
    }

    /** Nothing was measured. */
    public static final CallMeasurement NONE = new CallMeasurement(null, null, null, null, null, null, null, null);
}
