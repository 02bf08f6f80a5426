package org.adaptationlab.train.harness;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The sizes and constants of a model.
 *
 * @param layers transformer blocks
 * @param width values per token between blocks
 * @param heads query heads
 * @param kvHeads key and value heads; {@code heads} is a multiple
 * @param headWidth values per head, even
 * @param ffnWidth values per token within the feed-forward part
 * @param vocabulary number of tokens
 * @param context longest sequence that can be trained on, in tokens
 * @param epsilon of RMSNorm
 * @param tied whether the output matrix is the embedding
 */
record DecoderShape(
        Architecture architecture,
        int layers,
        int width,
        int heads,
        int kvHeads,
        int headWidth,
        int ffnWidth,
        int vocabulary,
        int context,
        double epsilon,
        Positions positions,
        boolean tied) {

    static final String EMBEDDING = "token_embd.weight";
    static final String OUTPUT = "output.weight";
    static final String OUTPUT_NORM = "output_norm.weight";

    private static final double USUAL_EPSILON = 1e-5;

    /** What would have to be computed, and is not. */
    private static final List<String> UNKNOWN_NUMBERS = List.of(
            "expert_count",
            "attention.scale",
            "attention.clamp_kqv",
            "attn_logit_softcapping",
            "final_logit_softcapping",
            "logit_scale",
            "residual_scale",
            "embedding_scale");

    /**
     * Reads the sizes and checks that the file has all that training needs, in a form it knows.
     *
     * @throws LabDefinitionException naming the first thing that stands against it
     */
    static DecoderShape of(GgufFile base) {
        Hyperparameters from = Hyperparameters.of(base);
        for (String name : UNKNOWN_NUMBERS) {
            double value = from.real(name).orElse(0);
            if (value != 0) {
                throw from.refused(
                        name.equals("expert_count")
                                ? "is a mixture of experts"
                                : "has " + value + " for " + from.key(name));
            }
        }
        int width = from.size("embedding_length");
        int heads = from.size("attention.head_count");
        int kvHeads = from.size("attention.head_count_kv", heads);
        int headWidth = from.size("attention.key_length", width / heads);
        int valueWidth = from.size("attention.value_length", headWidth);
        if (heads % kvHeads != 0 || headWidth % 2 != 0 || valueWidth != headWidth) {
            throw from.refused("has " + heads + " heads of " + headWidth + " values over " + kvHeads + " kv heads of "
                    + valueWidth);
        }
        long embedded = base.tensor(EMBEDDING)
                .orElseThrow(() -> from.refused("has no tensor " + EMBEDDING))
                .values();
        PositionsReader positions = new PositionsReader(from, headWidth);
        DecoderShape shape = new DecoderShape(
                from.architecture(),
                from.size("block_count"),
                width,
                heads,
                kvHeads,
                headWidth,
                from.size("feed_forward_length"),
                Math.toIntExact(embedded / width),
                positions.context(),
                from.positive("attention.layer_norm_rms_epsilon", USUAL_EPSILON),
                positions.positions(),
                base.tensor(OUTPUT).isEmpty());
        new TensorCheck(from, shape).run();
        return shape;
    }

    /** The weight matrices of each block at a site, in the order of their outputs. */
    List<Projection> projections(Site site) {
        return architecture.projections(site, this);
    }

    /** Values that go into a site. */
    int inputs(Site site) {
        return projections(site).get(0).inputs();
    }

    /** Values that come out of a site. */
    int outputs(Site site) {
        return projections(site).stream().mapToInt(Projection::outputs).sum();
    }

    /** Values of all weights that the forward pass uses, without biases. */
    long parameters() {
        long layer = architecture.norms().stream()
                .mapToLong(norm -> norm.width(this))
                .sum();
        layer += Arrays.stream(Site.values())
                .mapToLong(site -> (long) inputs(site) * outputs(site))
                .sum();
        return layers * layer + (tied ? 1L : 2L) * vocabulary * width + width;
    }
}
