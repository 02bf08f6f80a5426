package org.adaptationlab.model.embedded;

import org.jspecify.annotations.Nullable;

/**
 * What to decode, and how.
 *
 * @param prompt the rendered chat
 * @param maxTokens upper bound of the answer, at least 1
 * @param grammar GBNF grammar that the answer follows, or null for free text
 */
record Decoding(
        String prompt,
        int maxTokens,
        Sampling sampling,
        @Nullable String grammar) {

    /**
     * How the next token is chosen.
     *
     * @param temperature 0 for the likeliest token always
     * @param topK 0 for no bound
     * @param topP 1 for no bound
     * @param minP 0 for no bound
     * @param repeatPenalty 1 for none
     */
    record Sampling(double temperature, int seed, int topK, double topP, double minP, double repeatPenalty) {}
}
