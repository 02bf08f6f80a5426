package org.adaptationlab.result.record;

import org.jspecify.annotations.Nullable;

/**
 * Tokens and times of one measured call; null is not measured, never 0. Times are milliseconds; TTFT and total are by
 * the client's clock without load and retrieval, prefill and decode by the server's. Thinking is part of the output
 * tokens and of TTFT.
 *
 * @param firstTokenMs time to the first token of any kind, which is that of TTFT where the model did not think
 * @param cachedTokens of the input tokens, those that the server had in its cache
 * @param inFlight how many calls were in flight at most while this one was, itself among them; 1 where a record of an
 *     earlier version does not say, null where nothing was timed
 * @param busyMs this call's share of the time that its mode took: of each moment the part that is left to one call when all
 *     that are in flight share it, retrieval included. The shares of all calls are the time in which any was in flight. Null
 *     where it was asked alone, since then all of its time is its own
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
        @Nullable Integer cachedTokens,
        @Nullable Integer inFlight,
        @Nullable Double busyMs) {

    public CallMeasurement {
        inFlight = totalMs == null ? null : Integer.valueOf(inFlight == null ? 1 : inFlight);
    }

    /** A call that was asked alone. */
    public CallMeasurement(
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
        this(
                inputTokens,
                outputTokens,
                loadMs,
                retrieveMs,
                ttftMs,
                prefillMs,
                decodeMs,
                totalMs,
                thinkingTokens,
                thinkingMs,
                firstTokenMs,
                cachedTokens,
                null,
                null);
    }

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

    /** Its tokens only. */
    public CallMeasurement withoutTimes() {
        return new CallMeasurement(
                inputTokens,
                outputTokens,
                null,
                null,
                null,
                null,
                null,
                null,
                thinkingTokens,
                null,
                null,
                cachedTokens);
    }

    /** The same, asked while others were in flight. */
    public CallMeasurement among(int calls, double share) {
        return new CallMeasurement(
                inputTokens,
                outputTokens,
                loadMs,
                retrieveMs,
                ttftMs,
                prefillMs,
                decodeMs,
                totalMs,
                thinkingTokens,
                thinkingMs,
                firstTokenMs,
                cachedTokens,
                calls,
                share);
    }

    /** Time that the call kept a machine busy, retrieval included, in milliseconds; null where it was not measured. */
    public @Nullable Double ownMs() {
        return busyMs == null ? waitMs() : busyMs;
    }

    /** Nothing was measured. */
    public static final CallMeasurement NONE = new CallMeasurement(null, null, null, null, null, null, null, null);
}
