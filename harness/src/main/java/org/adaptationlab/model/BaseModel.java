package org.adaptationlab.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model under test.
 *
 * @param name catalogue name, file name or a name on the runtime's server
 * @param digest SHA-256 of the weights, or as the server says it
 * @param quantization such as {@code Q4_1}, or null if unknown
 * @param weights its GGUF file on this machine, or null where only a server has it
 * @param onServer whether the runtime's server has it under its name, and serves it as it has it there; else it is given to
 *     the server as a file
 */
public record BaseModel(
        String name,
        String digest,
        @Nullable String quantization,
        @Nullable Weights weights,
        boolean onServer) {

    /** A GGUF file and the SHA-256 it should have. */
    public record Weights(Path file, String sha256) {
        public Weights {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    public BaseModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * A model that is a file with this digest, or one that a server has under its name.
     *
     * @param file null where only the server has it
     */
    public BaseModel(String name, String digest, @Nullable String quantization, @Nullable Path file) {
        this(name, digest, quantization, file == null ? null : new Weights(file, digest), file == null);
    }

    /** A model that a server has under its name, with the file behind it where that can be read on this machine. */
    public static BaseModel onServer(
            String name, String digest, @Nullable String quantization, @Nullable Weights weights) {
        return new BaseModel(name, digest, quantization, weights, true);
    }

    /** Its GGUF file on this machine; null where there is none. */
    public @Nullable Path file() {
        return weights == null ? null : weights.file();
    }

    /** What tells the weights apart: the SHA-256 of the file where there is one, else what the server says. */
    public String weightsDigest() {
        return weights == null ? digest : weights.sha256();
    }
}
