package org.adaptationlab.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.LoraPair;

/** An adapter for the default model that changes every answer. */
public final class NoiseAdapter {

    private static final int WIDTH = 576; // of SmolLM2-135M
    private static final int RANK = 4;

    private NoiseAdapter() {}

    /** Writes it into a folder. */
    public static Path in(Path folder) throws IOException {
        Path file = folder.resolve("adapter.gguf");
        AdapterWriter.write(file, "llama", 64, List.of(noise("attn_q"), noise("attn_output")));
        return file;
    }

    private static LoraPair noise(String module) {
        return new LoraPair("blk.0." + module + ".weight", RANK, noise(1), noise(2));
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[RANK * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
