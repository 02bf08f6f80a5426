package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The sizes and constants of a llama-architecture model.
 *
 * @param layers transformer blocks
 * @param width values per token between blocks
 * @param heads query heads
 * @param kvHeads key and value heads; {@code heads} is a multiple
 * @param headWidth values per head, even
 * @param ffnWidth values per token within the feed-forward part
 * @param vocabulary number of tokens
 * @param context longest sequence the model was made for, in tokens
 * @param epsilon of RMSNorm
 * @param ropeBase base of the rotary frequencies
 * @param tied whether the output matrix is the embedding
 */
record LlamaShape(
        int layers,
        int width,
        int heads,
        int kvHeads,
        int headWidth,
        int ffnWidth,
        int vocabulary,
        int context,
        double epsilon,
        double ropeBase,
        boolean tied) {

    static final String ARCHITECTURE = "llama";
    static final String EMBEDDING = "token_embd.weight";
    static final String OUTPUT = "output.weight";
    static final String OUTPUT_NORM = "output_norm.weight";

    private static final long MAX_SIZE = 1 << 24;
    private static final double USUAL_ROPE_BASE = 10_000;
    private static final double USUAL_EPSILON = 1e-5;

    /**
     * Reads the sizes and checks that the file has all that training needs, in a form it knows.
     *
     * @throws LabDefinitionException naming the first thing that stands against it
     */
    static LlamaShape of(GgufFile base) {
        requireKnownVariant(base);
        int width = size(base, "embedding_length");
        int heads = size(base, "attention.head_count");
        int kvHeads =
                optional(base, "attention.head_count_kv").isPresent() ? size(base, "attention.head_count_kv") : heads;
        int headWidth =
                optional(base, "attention.key_length").isPresent() ? size(base, "attention.key_length") : width / heads;
        if (heads % kvHeads != 0 || headWidth % 2 != 0 || headWidth == 0) {
            throw refused(base, "has " + heads + " heads of " + headWidth + " values over " + kvHeads + " kv heads");
        }
        long ropeWidth = optional(base, "rope.dimension_count").orElse(headWidth);
        if (ropeWidth != headWidth) {
            throw refused(base, "rotates only " + ropeWidth + " of " + headWidth + " values of a head");
        }
        TensorInfo embedding = base.tensor(EMBEDDING).orElseThrow(() -> refused(base, "has no tensor " + EMBEDDING));
        LlamaShape shape = new LlamaShape(
                size(base, "block_count"),
                width,
                heads,
                kvHeads,
                headWidth,
                size(base, "feed_forward_length"),
                (int) (embedding.values() / width),
                size(base, "context_length"),
                base.real("llama.attention.layer_norm_rms_epsilon").orElse(USUAL_EPSILON),
                base.real("llama.rope.freq_base").orElse(USUAL_ROPE_BASE),
                base.tensor(OUTPUT).isEmpty());
        shape.requireTensors(base);
        return shape;
    }

    /** Values of all weights that the forward pass uses. */
    long parameters() {
        long layer = 0;
        for (Projection projection : Projection.values()) {
            layer += (long) projection.inputs(this) * projection.outputs(this);
        }
        return layers * (layer + 2L * width) + (tied ? 1L : 2L) * vocabulary * width + width;
    }

    static String attentionNorm(int layer) {
        return "blk." + layer + ".attn_norm.weight";
    }

    static String ffnNorm(int layer) {
        return "blk." + layer + ".ffn_norm.weight";
    }

    private static void requireKnownVariant(GgufFile base) {
        String architecture = base.architecture().orElse("unknown");
        if (!architecture.equals(ARCHITECTURE)) {
            throw new LabDefinitionException(base.path() + ": the model's architecture is \"" + architecture
                    + "\", training here knows \"" + ARCHITECTURE
                    + "\"; choose such a model, or train elsewhere and give the adapter as a file");
        }
        String scaling = base.text("llama.rope.scaling.type").orElse("none");
        if (!scaling.equals("none") || base.tensor("rope_freqs.weight").isPresent()) {
            throw refused(base, "scales its rotary positions (rope_freqs.weight or llama.rope.scaling.type)");
        }
        if (optional(base, "expert_count").orElse(0) > 0) {
            throw refused(base, "is a mixture of experts");
        }
        for (TensorInfo tensor : base.tensors()) {
            if (tensor.name().endsWith(".bias")) {
                throw refused(base, "has biases (" + tensor.name() + ")");
            }
            if (tensor.name().matches("blk\\.\\d+\\.attn_[qk]_norm\\.weight")) {
                throw refused(base, "normalises its queries and keys (" + tensor.name() + ")");
            }
        }
    }

    private void requireTensors(GgufFile base) {
        List<String> names = new ArrayList<>(List.of(EMBEDDING, OUTPUT_NORM));
        if (!tied) {
            names.add(OUTPUT);
        }
        for (String matrix : names) {
            require(base, matrix, matrix.equals(OUTPUT_NORM) ? List.of(width) : List.of(width, vocabulary));
        }
        for (int layer = 0; layer < layers; layer++) {
            require(base, attentionNorm(layer), List.of(width));
            require(base, ffnNorm(layer), List.of(width));
            for (Projection projection : Projection.values()) {
                require(base, projection.tensor(layer), List.of(projection.inputs(this), projection.outputs(this)));
            }
        }
    }

    private static void require(GgufFile base, String name, List<Integer> shape) {
        TensorInfo tensor = base.tensor(name).orElseThrow(() -> refused(base, "has no tensor " + name));
        if (!tensor.shape().equals(shape.stream().map(Integer::longValue).toList())) {
            throw refused(
                    base,
                    "has a tensor " + name + " of the shape " + tensor.shape() + " where its metadata says " + shape);
        }
        if (!tensor.type().readable()) {
            throw refused(
                    base,
                    "stores " + name + " as " + tensor.type() + "; can be trained on: " + TensorType.readableNames());
        }
    }

    private static OptionalLong optional(GgufFile base, String key) {
        return base.whole(ARCHITECTURE + "." + key);
    }

    private static int size(GgufFile base, String key) {
        long size = optional(base, key).orElse(0);
        if (size < 1 || size > MAX_SIZE) {
            throw refused(base, "says " + size + " for " + ARCHITECTURE + "." + key);
        }
        return (int) size;
    }

    private static LabDefinitionException refused(GgufFile base, String what) {
        return new LabDefinitionException(base.path() + ": cannot train on this model: it " + what
                + "; choose another model, or train elsewhere and give the adapter as a file");
    }
}
