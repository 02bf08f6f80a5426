package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/**
 * Times of one generation in milliseconds; null is not measured, never 0.
 *
 * @param loadMs server: loading the model, if it had to; not part of the other figures
 * @param prefillMs server: reading the prompt
 * @param decodeMs server: writing the answer
 * @param ttftMs client clock: request sent to first token, less {@code loadMs}
 * @param totalMs client clock: request sent to last token, less {@code loadMs}
 */
public record Timings(
        @Nullable Double loadMs,
        @Nullable Double prefillMs,
        @Nullable Double decodeMs,
        @Nullable Double ttftMs,
        @Nullable Double totalMs) {}
