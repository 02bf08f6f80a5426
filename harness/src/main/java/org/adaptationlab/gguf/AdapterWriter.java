package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes LoRA adapters as GGUF version 3 with F32 tensors, in the layout that llama.cpp and Ollama load. */
public final class AdapterWriter {

    private AdapterWriter() {}

    /**
     * Writes an adapter; no reader sees half of it, and the same adapter always gives the same bytes.
     *
     * @param architecture that of the base, such as {@code llama}
     * @param alpha the scaling: the change is {@code alpha / rank · B·A}
     */
    public static void write(Path target, String architecture, double alpha, List<LoraPair> pairs) throws IOException {
        GgufWriter out = new GgufWriter()
                .text("general.type", "adapter")
                .text("general.architecture", architecture)
                .text("adapter.type", "lora")
                .f32("adapter.lora.alpha", (float) alpha);
        for (LoraPair pair : pairs) {
            out.tensor(pair.module() + AdapterFile.A_SUFFIX, pair.a(), pair.inputs(), pair.rank());
            out.tensor(pair.module() + AdapterFile.B_SUFFIX, pair.b(), pair.rank(), pair.outputs());
        }
        out.write(target);
    }
}
