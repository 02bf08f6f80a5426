package org.adaptationlab.train.harness;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The families of models that can be trained, by the name that GGUF has for them, with what their blocks do differently.
 * All are decoders with RMSNorm, rotary positions, grouped heads and a gated feed-forward part.
 */
enum Architecture {

    /** Llama 1 to 3.3, Mistral, TinyLlama, SmolLM and all that were converted under this name. */
    LLAMA("llama", Rope.Pairs.NEIGHBOURS),
    /** Qwen 2 and 2.5. */
    QWEN2("qwen2", Rope.Pairs.HALVES),
    /** Qwen 3 without experts. */
    QWEN3("qwen3", Rope.Pairs.HALVES),
    /** Phi-3, Phi-3.5, Phi-4 and Phi-4-mini: queries, keys and values are one matrix, gate and up are another. */
    PHI3("phi3", Rope.Pairs.HALVES),
    /** The text part of Gemma 3. */
    GEMMA3("gemma3", Rope.Pairs.HALVES);

    /** Query scale of the one Gemma 3 that differs, told from the others by its number of blocks as in llama.cpp. */
    private static final int BLOCKS_OF_GEMMA3_27B = 62;

    private static final int LOCAL_LAYERS_OF_GEMMA3 = 6;

    private final String gguf;
    private final Rope.Pairs pairs;

    Architecture(String gguf, Rope.Pairs pairs) {
        this.gguf = gguf;
        this.pairs = pairs;
    }

    static Optional<Architecture> named(String gguf) {
        return Arrays.stream(values()).filter(one -> one.gguf.equals(gguf)).findFirst();
    }

    /** All names, with commas, for a message. */
    static String names() {
        return Arrays.stream(values()).map(Architecture::gguf).collect(Collectors.joining(", "));
    }

    /** The value of {@code general.architecture}, which all other keys begin with. */
    String gguf() {
        return gguf;
    }

    /** Which values of a head make up the planes that its position turns. */
    Rope.Pairs pairs() {
        return pairs;
    }

    /** The norms that each block has. */
    Set<Norm> norms() {
        return switch (this) {
            case QWEN3 -> EnumSet.of(Norm.ATTENTION, Norm.QUERY, Norm.KEY, Norm.FFN);
            case GEMMA3 -> EnumSet.allOf(Norm.class);
            default -> EnumSet.of(Norm.ATTENTION, Norm.FFN);
        };
    }

    /** The weight matrices of a block at a site, in the order of their outputs. */
    List<Projection> projections(Site site, DecoderShape shape) {
        int queries = shape.heads() * shape.headWidth();
        int keys = shape.kvHeads() * shape.headWidth();
        int width = shape.width();
        int ffn = shape.ffnWidth();
        return switch (site) {
            case ATTENTION_INPUT ->
                this == PHI3
                        ? List.of(new Projection("attn_qkv", width, queries + 2 * keys))
                        : List.of(
                                new Projection("attn_q", width, queries),
                                new Projection("attn_k", width, keys),
                                new Projection("attn_v", width, keys));
            case ATTENTION_OUTPUT -> List.of(new Projection("attn_output", queries, width));
            case FFN_INPUT ->
                this == PHI3
                        ? List.of(new Projection("ffn_up", width, 2 * ffn))
                        : List.of(new Projection("ffn_gate", width, ffn), new Projection("ffn_up", width, ffn));
            case FFN_OUTPUT -> List.of(new Projection("ffn_down", ffn, width));
        };
    }

    /** What embeddings are multiplied by. */
    double embeddingScale(int width) {
        return this == GEMMA3 ? Math.sqrt(width) : 1;
    }

    /** What the scores of queries with keys are multiplied by. */
    double queryScale(DecoderShape shape) {
        boolean byWidth = this == GEMMA3 && shape.layers() == BLOCKS_OF_GEMMA3_27B;
        return 1 / Math.sqrt(byWidth ? (double) shape.width() / shape.heads() : shape.headWidth());
    }

    /** The function that the gate goes through. */
    Gate gate() {
        return this == GEMMA3 ? Gate.GELU : Gate.SILU;
    }

    /** Of so many layers the last sees all that came before; 0 if none does where there is a window. */
    int globalEvery() {
        return this == GEMMA3 ? LOCAL_LAYERS_OF_GEMMA3 : 0;
    }
}
