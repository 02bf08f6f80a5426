package org.adaptationlab.train.peft;

import java.util.List;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;

/**
 * Memory that a training takes on its device, in bytes.
 *
 * @param weights the frozen model
 * @param adapter LoRA matrices, their gradients and both moments of AdamW, as float32
 * @param activations what the largest micro-batch leaves for the backward pass
 * @param logits of the rows whose loss counts, as far as they are there at once
 * @param libraries what PyTorch takes by itself
 */
record PeftMemory(long weights, long adapter, long activations, long logits, long libraries) {

    private static final long MB = 1_000_000;

    /** The context on a card; on the processor, PyTorch and transformers themselves (measured). */
    private static final long CARD_LIBRARIES = 600 * MB;

    private static final long LIBRARIES = 900 * MB;

    /** What allocators hold for each byte that is kept; 1.5 was measured on the processor, a card was not. */
    private static final double HELD = 1.5;

    private static final int OF_ADAPTER = 4 * Float.BYTES;

    /** As {@code ROWS_OF_LOGITS} of lora.py. */
    private static final int ROWS_OF_LOGITS = 256;

    /** Logits, the same as float32, their gradient in both. */
    private static final int COPIES_OF_LOGITS = 4;

    /** Where and how a training is done. */
    record Way(Precision precision, boolean onCard, int microBatch, boolean checkpointing) {}

    /**
     * Of the frozen weights, with what autograd keeps of each token in each layer: measured by its saved tensors on llama
     * models of several sizes (transformers 5.16, LoRA in float32 on all seven matrices). In bfloat16 the inputs of LoRA
     * are kept as float32.
     */
    enum Precision {
        FLOAT32("float32", 4, 4, 16, 16, 8, 8),
        BFLOAT16("bfloat16", 2, 2, 28, 10, 8, 4),
        /** 4 bits and the doubly quantised scales of 64 values: 0.127 bits (QLoRA, arXiv 2305.14314, section 3). */
        NF4("nf4", (4 + 0.127) / 8, 2, 28, 10, 8, 4);

        private final String word;
        private final double layers;
        private final int others;
        private final int ofWidth;
        private final int ofFfn;
        private final int ofQuery;
        private final int ofKey;

        /**
         * @param layers bytes a weight of a layer
         * @param others bytes a weight of the embedding and the output, and a value between layers
         * @param ofWidth bytes kept for each value between layers
         * @param ofFfn for each value of the feed-forward part
         * @param ofQuery for each value of the queries
         * @param ofKey for each value of the keys
         */
        Precision(String word, double layers, int others, int ofWidth, int ofFfn, int ofQuery, int ofKey) {
            this.word = word;
            this.layers = layers;
            this.others = others;
            this.ofWidth = ofWidth;
            this.ofFfn = ofFfn;
            this.ofQuery = ofQuery;
            this.ofKey = ofKey;
        }

        String word() {
            return word;
        }
    }

    /** What the greediest of the tasks needs. */
    static PeftMemory of(ModelSizes sizes, List<TrainerJob.Task> tasks, Way way) {
        long weights = Math.round(sizes.linear() * way.precision.layers + sizes.tables() * way.precision.others);
        long adapter = 0;
        long activations = 0;
        long logits = 0;
        for (TrainerJob.Task task : tasks) {
            adapter = Math.max(adapter, sizes.adapter(task.settings().rank()) * OF_ADAPTER);
            activations = Math.max(activations, tokens(task, way) * perToken(sizes, way));
            long rows = Math.min(ROWS_OF_LOGITS, counted(task, way));
            logits = Math.max(logits, rows * sizes.vocabulary() * COPIES_OF_LOGITS * Float.BYTES);
        }
        return new PeftMemory(weights, adapter, activations, logits, way.onCard ? CARD_LIBRARIES : LIBRARIES);
    }

    /** With checkpointing, the input of each layer and the insides of one. */
    private static long perToken(ModelSizes sizes, Way way) {
        Precision kept = way.precision;
        long layer = (long) kept.ofWidth * sizes.width()
                + (long) kept.ofFfn * sizes.ffnWidth()
                + (long) sizes.headWidth() * (kept.ofQuery * sizes.heads() + kept.ofKey * sizes.kvHeads());
        long all = way.checkpointing
                ? layer + (long) sizes.layers() * sizes.width() * way.precision.others
                : layer * sizes.layers();
        return Math.round(all * HELD);
    }

    private static long tokens(TrainerJob.Task task, Way way) {
        int longest =
                task.sequences().stream().mapToInt(TokenSequence::length).max().orElse(0);
        return (long) longest * sequences(task, way);
    }

    private static int sequences(TrainerJob.Task task, Way way) {
        int batch = Math.min(task.settings().batchSize(), task.sequences().size());
        return Math.min(batch, way.microBatch);
    }

    private static long counted(TrainerJob.Task task, Way way) {
        int most = task.sequences().stream()
                .mapToInt(one -> rowsOfLogits(task, one))
                .max()
                .orElse(0);
        return (long) most * sequences(task, way);
    }

    /** Rows of a sequence with logits: those of its answer, or of nearly all its tokens where prompts count too. */
    static int rowsOfLogits(TrainerJob.Task task, TokenSequence sequence) {
        return task.settings().promptLoss() > 0 ? sequence.length() : sequence.answer().length;
    }

    long total() {
        return weights + adapter + activations + logits + libraries;
    }
}
