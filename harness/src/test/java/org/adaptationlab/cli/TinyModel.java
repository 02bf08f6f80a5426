package org.adaptationlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.gguf.PeftFolder;

/** Puts a model of one matrix into a lab home, as the catalogue's {@code tiny}, and writes adapters for it. */
final class TinyModel {

    private static final String MODULE = "blk.0.attn_q.weight";

    private TinyModel() {}

    static Path in(Path home) throws IOException {
        return write(home, new GgufWriter());
    }

    /** The same with a chat template. */
    static Path withTemplateIn(Path home) throws IOException {
        return write(home, new GgufWriter().text("tokenizer.chat_template", "{{ messages }}"));
    }

    private static Path write(Path home, GgufWriter writer) throws IOException {
        Path file = home.resolve("models/tiny.gguf");
        Files.createDirectories(file.getParent());
        writer.text("general.architecture", "llama")
                .text("general.name", "SmolLM")
                .u32("llama.attention.head_count", 2)
                .tensor(MODULE, new float[6 * 8], 6, 8)
                .write(file);
        Files.writeString(
                home.resolve("models.yaml"),
                "models:\n  tiny: {architecture: llama, quantization: F32, licence: none, file: tiny.gguf, bytes: "
                        + Files.size(file) + ", sha256: " + Sha256.ofFile(file) + "}\n");
        return file;
    }

    /** An adapter whose B is the same number everywhere. */
    static Path adapter(Path file, float b) throws IOException {
        float[] bs = new float[8 * 2];
        Arrays.fill(bs, b);
        AdapterWriter.write(
                file,
                "llama",
                4,
                List.of(new LoraPair(MODULE, 2, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, bs)));
        return file;
    }

    static Path peft(Path folder) throws IOException {
        Path adapter = adapter(folder.resolveSibling("for-peft.gguf"), 0.5f);
        return PeftFolder.of(AdapterFile.open(adapter), 2, 2).write(folder);
    }
}
