package org.adaptationlab.train.peft;

import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The sizes of a decoder that decide how much memory a training takes.
 *
 * @param layers transformer blocks
 * @param width values per token between blocks
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headWidth values per head
 * @param ffnWidth values per token within the feed-forward part
 * @param vocabulary number of tokens
 * @param tied whether the output matrix is the embedding
 */
public record ModelSizes(
        int layers, int width, int heads, int kvHeads, int headWidth, int ffnWidth, int vocabulary, boolean tied) {

    /** @throws LabDefinitionException if the file does not say its sizes */
    static ModelSizes of(GgufFile base) {
        int width = size(base, "embedding_length");
        int heads = size(base, "attention.head_count");
        return new ModelSizes(
                size(base, "block_count"),
                width,
                heads,
                (int) base.whole(key(base, "attention.head_count_kv")).orElse(heads),
                (int) base.whole(key(base, "attention.key_length")).orElse(width / heads),
                size(base, "feed_forward_length"),
                (int) (base.tensor("token_embd.weight")
                                .orElseThrow(() -> refused(base, "has no tensor token_embd.weight"))
                                .values()
                        / width),
                base.tensor("output.weight").isEmpty());
    }

    /** Weights of the matrices that adapters are laid over, in all blocks. */
    long linear() {
        long attention = (long) width * headWidth * (2L * heads + 2L * kvHeads);
        return layers * (attention + 3L * width * ffnWidth);
    }

    /** Weights of embedding and output matrix. */
    long tables() {
        return (tied ? 1L : 2L) * vocabulary * width;
    }

    /** Trained values of an adapter over all matrices of the blocks. */
    long adapter(int rank) {
        long inputs = 5L * width + (long) heads * headWidth + ffnWidth;
        long outputs = (long) headWidth * (heads + 2L * kvHeads) + 2L * width + 2L * ffnWidth;
        return layers * (inputs + outputs) * rank;
    }

    private static int size(GgufFile base, String name) {
        return (int) base.whole(key(base, name))
                .orElseThrow(() -> refused(base, "does not say its " + key(base, name)));
    }

    private static String key(GgufFile base, String name) {
        return base.architecture().orElse("unknown") + "." + name;
    }

    private static LabDefinitionException refused(GgufFile base, String what) {
        return new LabDefinitionException(base.path() + ": cannot train on this model: it " + what);
    }
}
