package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Writes LoRA adapters as GGUF version 3 with F32 tensors, in the layout that llama.cpp and Ollama load. */
public final class AdapterWriter {

    private final GgufWriter out;

    /**
     * Begins an adapter.
     *
     * @param architecture that of the base, such as {@code llama}
     * @param alpha the scaling: the change is {@code alpha / rank · B·A}
     */
    AdapterWriter(String architecture, double alpha) {
        this.out = new GgufWriter()
                .text("general.type", "adapter")
                .text("general.architecture", architecture)
                .text("adapter.type", "lora")
                .f32("adapter.lora.alpha", (float) alpha);
    }

    /** Writes an adapter; no reader sees half of it, and the same adapter always gives the same bytes. */
    public static void write(Path target, String architecture, double alpha, List<LoraPair> pairs) throws IOException {
        AdapterWriter writer = new AdapterWriter(architecture, alpha);
        pairs.forEach(pair ->
                writer.add(new LoraShape(pair.module(), pair.rank(), pair.inputs(), pair.outputs()), pair::a, pair::b));
        writer.write(target);
    }

    /** Adds a pair, whose numbers are asked for when the file is written. */
    void add(LoraShape pair, Supplier<float[]> a, Supplier<float[]> b) {
        out.tensor(pair.module() + AdapterFile.A_SUFFIX, a, pair.inputs(), pair.rank());
        out.tensor(pair.module() + AdapterFile.B_SUFFIX, b, pair.rank(), pair.outputs());
    }

    void write(Path target) throws IOException {
        out.write(target);
    }
}
