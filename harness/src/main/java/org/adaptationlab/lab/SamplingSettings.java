package org.adaptationlab.lab;

/**
 * Sampling options, the same for every mode of a lab.
 *
 * @param temperature 0 for greedy decoding
 * @param seed seed of the runtime's sampler and of every seeded choice of the harness
 * @param maxOutputTokens upper bound of the answer, in tokens
 * @param contextTokens size of the context window, prompt and answer together
 * @param thinking whether a model that can think before it answers shall; its thinking counts to {@code maxOutputTokens}
 * @param reusePrefix whether a runtime that can read every prompt anew shall reuse the beginning it shares with the last
 */
public record SamplingSettings(
        double temperature, long seed, int maxOutputTokens, int contextTokens, boolean thinking, boolean reusePrefix) {

    /** The settings without thinking, every prompt read anew. */
    public SamplingSettings(double temperature, long seed, int maxOutputTokens, int contextTokens) {
        this(temperature, seed, maxOutputTokens, contextTokens, false, false);
    }

    public SamplingSettings {
        if (!(temperature >= 0) || maxOutputTokens < 1 || contextTokens <= maxOutputTokens) {
            throw new IllegalArgumentException("temperature " + temperature + ", max-output-tokens " + maxOutputTokens
                    + ", context-tokens " + contextTokens);
        }
    }
}
