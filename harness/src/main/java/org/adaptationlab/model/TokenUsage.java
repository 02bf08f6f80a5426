package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one generation as the server counted them; null where it did not say.
 *
 * @param input tokens of the rendered prompt
 * @param output tokens the model wrote: of the answer, and of its thinking
 * @param thinking of {@code output}, those of the thinking
 * @param cached of {@code input}, those that the server had read before and did not read again
 */
public record TokenUsage(
        @Nullable Integer input,
        @Nullable Integer output,
        @Nullable Integer thinking,
        @Nullable Integer cached) {

    /** The counts of a server that tells nothing of thinking and of its cache. */
    public TokenUsage(@Nullable Integer input, @Nullable Integer output) {
        this(input, output, null, null);
    }
}
