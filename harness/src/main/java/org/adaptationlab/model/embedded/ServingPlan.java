package org.adaptationlab.model.embedded;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a child process serves: the first line of its standard input, as JSON.
 *
 * @param version answered to {@code /api/version}
 * @param name the model's name in the protocol
 * @param digest of the weights
 * @param quantization such as {@code Q4_1}, or null if unknown
 * @param modelFile absolute path of the GGUF file
 * @param adapterFile absolute path of the GGUF adapter, or null for the base alone
 * @param begin the token that the engine puts before each prompt, or null if none
 * @param chatTemplate in Jinja; see {@link TemplateText}
 * @param contextTokens size of the context window
 * @param reusePrefix whether the beginning that a prompt shares with the last one is not read again
 * @param threads for decoding, which wants a core left for the JVM: its worker threads spin, and one that is kept
 *     waiting keeps all waiting
 * @param batchThreads for reading the prompt, which uses all cores well
 */
record ServingPlan(
        String version,
        String name,
        String digest,
        @Nullable String quantization,
        String modelFile,
        @Nullable String adapterFile,
        @Nullable BeginToken begin,
        String chatTemplate,
        int contextTokens,
        boolean reusePrefix,
        int threads,
        int batchThreads) {

    /** A small model is bound by memory bandwidth, which a few cores use up. */
    private static final int MOST_THREADS = 8;

    ServingPlan {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(modelFile, "modelFile");
        Objects.requireNonNull(chatTemplate, "chatTemplate");
    }

    /**
     * Checks the model's name in a request, with or without the tag {@code :latest}.
     *
     * @throws BadRequest if it is another one
     */
    void requireName(String asked) throws BadRequest {
        if (!asked.equals(name) && !asked.equals(name + ":latest")) {
            throw new BadRequest(404, "model \"" + asked + "\" not found, try pulling it first");
        }
    }

    static int decodeThreads(int cores) {
        return Math.max(1, Math.min(MOST_THREADS, cores - 1));
    }
}
