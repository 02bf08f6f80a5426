package org.adaptationlab.lab;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Sampling options: those of a lab file, the same for every mode, and those sent with a request.
 *
 * @param temperature 0 for greedy decoding
 * @param seed seed of the runtime's sampler; a lab file's is that of every seeded choice of the harness as well
 * @param maxOutputTokens upper bound of the answer, in tokens
 * @param contextTokens size of the context window, prompt and answer together
 * @param thinking whether a model that can think before it answers shall; its thinking counts to {@code maxOutputTokens}
 * @param reusePrefix whether a runtime that can read every prompt anew shall reuse the beginning it shares with the last
 * @param stops texts before which the answer ends; none for only the end that the model itself writes
 */
public record SamplingOptions(
        double temperature,
        long seed,
        int maxOutputTokens,
        int contextTokens,
        boolean thinking,
        boolean reusePrefix,
        List<String> stops) {

    public SamplingOptions {
        if (!(temperature >= 0) || maxOutputTokens < 1 || contextTokens <= maxOutputTokens) {
            throw new IllegalArgumentException("temperature " + temperature + ", max-output-tokens " + maxOutputTokens
                    + ", context-tokens " + contextTokens);
        }
        stops = List.copyOf(stops);
    }

    /** The options without thinking and stops, every prompt read anew. */
    public SamplingOptions(double temperature, long seed, int maxOutputTokens, int contextTokens) {
        this(temperature, seed, maxOutputTokens, contextTokens, false, false, List.of());
    }

    /** Where answers end, as the rest of a list of options; empty where only the model ends them. */
    public static String stopWords(List<String> stops) {
        return stops.isEmpty()
                ? ""
                : ", up to " + stops.stream().map(JsonText::quoted).collect(Collectors.joining(" or "));
    }

    /** The same with another seed. */
    public SamplingOptions withSeed(long other) {
        return new SamplingOptions(temperature, other, maxOutputTokens, contextTokens, thinking, reusePrefix, stops);
    }

    /** The same with another token limit, as far as the context has room for it. */
    public SamplingOptions withMaxOutputTokens(int tokens) {
        int fitting = Math.min(tokens, contextTokens - 1);
        return new SamplingOptions(temperature, seed, fitting, contextTokens, thinking, reusePrefix, stops);
    }

    /** The seed as protocols take it: they have 32 bits, and a negative one means a random one. */
    public int wireSeed() {
        return (int) Math.floorMod(seed, (long) Integer.MAX_VALUE);
    }
}
