package org.adaptationlab.train;

import java.util.List;
import java.util.Random;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.RandomTensors;

/** Families of models that are trained, each with what sets it apart. */
enum DecoderFamily {
    LLAMA3("llama", 2, Output.TIED),
    MISTRAL("llama", 2, Output.OWN),
    QWEN25("qwen2", 2, Output.TIED),
    QWEN3("qwen3", 2, Output.OWN),
    PHI3("phi3", 2, Output.OWN),
    /** Six blocks: the last sees all, the others through a window. */
    GEMMA3("gemma3", 6, Output.TIED);

    /** Whether a model has a matrix of its own for its last step, or takes its embedding. */
    enum Output {
        TIED,
        OWN
    }

    static final int HEAD = 64;

    private static final int PHI3_TURNED = 48;

    /** Tokens; fewer than a prompt has. Only Gemma 3 looks through it: llama.cpp has none for the others. */
    private static final int WINDOW = 16;

    private final String architecture;
    private final int blocks;
    private final Output output;

    DecoderFamily(String architecture, int blocks, Output output) {
        this.architecture = architecture;
        this.blocks = blocks;
        this.output = output;
    }

    String architecture() {
        return architecture;
    }

    int blocks() {
        return blocks;
    }

    Output output() {
        return output;
    }

    /** The names of a block's norms over the width of the model. */
    List<String> norms() {
        return this == GEMMA3
                ? List.of("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm")
                : List.of("attn_norm", "ffn_norm");
    }

    boolean hasNormedHeads() {
        return this == QWEN3 || this == GEMMA3;
    }

    boolean hasBiases() {
        return this == QWEN25;
    }

    boolean isFused() {
        return this == PHI3;
    }

    /** Adds how the family sees positions. */
    void describePositions(GgufWriter out, Random random) {
        switch (this) {
            case LLAMA3 -> {
                out.f32("llama.rope.freq_base", 500_000).u32("llama.rope.dimension_count", HEAD);
                out.tensor("rope_freqs.weight", rising(random, HEAD / 2, 8), HEAD / 2);
            }
            case MISTRAL ->
                out.f32("llama.rope.freq_base", 1_000_000)
                        .u32("llama.rope.dimension_count", HEAD)
                        .u32("llama.attention.sliding_window", WINDOW);
            case QWEN25, QWEN3 -> out.f32(architecture + ".rope.freq_base", 1_000_000);
            case PHI3 -> {
                out.f32("phi3.rope.freq_base", 10_000)
                        .u32("phi3.rope.dimension_count", PHI3_TURNED)
                        .u32("phi3.rope.scaling.original_context_length", RandomDecoder.CONTEXT / 2)
                        .f32("phi3.rope.scaling.attn_factor", 1.0435f)
                        .u32("phi3.attention.sliding_window", WINDOW);
                out.tensor("rope_factors_short.weight", rising(random, PHI3_TURNED / 2, 3), PHI3_TURNED / 2);
                out.tensor("rope_factors_long.weight", rising(random, PHI3_TURNED / 2, 30), PHI3_TURNED / 2);
            }
            case GEMMA3 ->
                out.f32("gemma3.rope.freq_base", 1_000_000)
                        .text("gemma3.rope.scaling.type", "linear")
                        .f32("gemma3.rope.scaling.factor", 8)
                        .u32("gemma3.attention.sliding_window", WINDOW);
        }
    }

    /** Divisors of frequencies from near 1 to near a largest. */
    private static float[] rising(Random random, int count, float largest) {
        float[] noise = RandomTensors.floats(random, count, 1, 0.02);
        for (int i = 0; i < count; i++) {
            noise[i] *= 1 + (largest - 1) * i / count;
        }
        return noise;
    }
}
