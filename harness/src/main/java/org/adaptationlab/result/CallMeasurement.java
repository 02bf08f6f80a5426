package org.adaptationlab.result;

import org.jspecify.annotations.Nullable;

/**
 * Tokens and times of one measured call; null is not measured, never 0. Times are milliseconds; TTFT and total are by
 * the client's clock without load and retrieval, prefill and decode by the server's.
 */
public record CallMeasurement(
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens,
        @Nullable Double loadMs,
        @Nullable Double retrieveMs,
        @Nullable Double ttftMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs,
        @Nullable Double totalMs) {

    /** Nothing was measured. */
    public static final CallMeasurement NONE = new CallMeasurement(null, null, null, null, null, null, null, null);
}
