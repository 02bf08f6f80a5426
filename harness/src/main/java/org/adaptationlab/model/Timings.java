package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/**
 * Times of one generation in milliseconds; null is not measured, never 0.
 *
 * @param loadMs server: loading the model, if it had to; not part of the other figures
 * @param prefillMs server: reading the prompt
 * @param decodeMs server: writing the answer
 * @param ttftMs client clock: request sent to first token of the answer, less {@code loadMs}; null also where the
 *     server says that loading took longer than that
 * @param totalMs client clock: request sent to last token, less {@code loadMs}, null likewise
 * @param thinkMs client clock: first token of the model's thinking to first of its answer, a part of {@code ttftMs};
 *     null where it did not think, or not so that the server showed it
 */
public record Timings(
        @Nullable Double loadMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs,
        @Nullable Double ttftMs,
        @Nullable Double totalMs,
        @Nullable Double thinkMs) {

    /** The times of a generation without thinking. */
    public Timings(
            @Nullable Double loadMs,
            @Nullable Double prefillMs,
            @Nullable Double decodeMs,
            @Nullable Double ttftMs,
            @Nullable Double totalMs) {
        this(loadMs, prefillMs, decodeMs, ttftMs, totalMs, null);
    }
}
