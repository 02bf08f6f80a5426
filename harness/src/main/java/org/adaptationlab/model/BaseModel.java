package org.adaptationlab.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model under test.
 *
 * @param name catalogue name or a tag of the runtime
 * @param digest SHA-256 of the weights, or as the server says it
 * @param quantization such as {@code Q4_1}, or null if unknown
 * @param file GGUF file on this machine, or null where only the server has it
 */
public record BaseModel(
        String name,
        String digest,
        @Nullable String quantization,
        @Nullable Path file) {

    public BaseModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
    }
}
