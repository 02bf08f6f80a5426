package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.TensorType;

/** Writes GGUF files of the smallest models there can be: 64 weights of an embedding and 4 of a norm. */
final class TestGguf {

    private TestGguf() {}

    /** What a file needs to count as a model; more can be added to it. */
    static GgufWriter model() {
        return new GgufWriter()
                .text("general.architecture", "llama")
                .tensor("token_embd.weight", TensorType.Q8_0, new byte[68], 32, 2)
                .tensor("output_norm.weight", new float[4], 4);
    }

    static Path write(Path file) throws IOException {
        return write(file, model());
    }

    static Path write(Path file, GgufWriter gguf) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        gguf.write(file);
        return file;
    }
}
