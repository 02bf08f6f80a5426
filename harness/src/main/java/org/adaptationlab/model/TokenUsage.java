package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one generation as the server counted them; null where it did not say.
 *
 * @param input tokens of the rendered prompt
 * @param output tokens of the answer
 */
public record TokenUsage(@Nullable Integer input, @Nullable Integer output) {}
