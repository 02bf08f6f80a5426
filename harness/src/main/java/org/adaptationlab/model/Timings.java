package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/**
 * Times of one generation in milliseconds; null is not measured, never 0.
 *
 * @param loadMs server: loading the model, or handing a loaded one over. Where it was a load, it is not part of the other
 *     figures; a few milliseconds are part of what a user waits, and stay in
 * @param prefillMs server: reading the prompt
 * @param decodeMs server: writing the answer, and the thinking before it
 * @param ttftMs client clock: request sent to first token of the answer; null also where the server says that loading took
 *     longer than that, and where the answer came whole
 * @param totalMs client clock: request sent to last token
 * @param thinkMs client clock: first token of the model's thinking to first of its answer, a part of {@code ttftMs};
 *     null where it did not think, or not so that it showed
 * @param firstTokenMs client clock: request sent to first token of any kind, thinking or answer; null as {@code ttftMs}
 */
public record Timings(
        @Nullable Double loadMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs,
        @Nullable Double ttftMs,
        @Nullable Double totalMs,
        @Nullable Double thinkMs,
        @Nullable Double firstTokenMs) {

    /** The times of a generation without thinking, whose first token is that of its answer. */
    public Timings(
            @Nullable Double loadMs,
            @Nullable Double prefillMs,
            @Nullable Double decodeMs,
            @Nullable Double ttftMs,
            @Nullable Double totalMs) {
        this(loadMs, prefillMs, decodeMs, ttftMs, totalMs, null, ttftMs);
    }
}
