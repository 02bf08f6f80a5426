package org.adaptationlab.lab;


/**
 * Options sent with every request, the same for all modes of a run.
 *
 * @param temperature 0 for greedy decoding
 * @param seed seed of the runtime's sampler
 * @param maxOutputTokens upper bound of the answer, in tokens
 * @param contextTokens size of the context window, prompt and answer together
 * @param thinking whether a model that can think before it answers shall
 * @param reusePrefix whether a runtime that can read every prompt anew shall reuse the beginning it shares with the last
 */
public record SamplingOptions(
        double temperature, long seed, int maxOutputTokens, int contextTokens, boolean thinking, boolean reusePrefix) {

    /** The options without thinking, every prompt read anew. */
    public SamplingOptions(double temperature, long seed, int maxOutputTokens, int contextTokens) {
        this(temperature, seed, maxOutputTokens, contextTokens, false, false);
    }

    /** The same with another token limit. */
    public SamplingOptions withMaxOutputTokens(int tokens) {
        return new SamplingOptions(temperature, seed, tokens, contextTokens, thinking, reusePrefix);
    }

    /** The seed as protocols take it: they have 32 bits, and a negative one means a random one. */
    public int wireSeed() {
        return (int) Math.floorMod(seed, (long) Integer.MAX_VALUE);
    }
}
