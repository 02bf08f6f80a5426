package org.adaptationlab.train.harness;

import java.util.Comparator;
import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;

/**
 * Memory that a training will take, in bytes.
 *
 * @param heap Java objects: the tensor being read, the adapter, its gradients and the optimiser's state
 * @param direct Java buffers on their way to libtorch
 * @param weights frozen weights, matrices in the precision they are multiplied in
 * @param activations what the largest pack leaves behind for the backward pass
 */
record MemoryNeed(long heap, long direct, long weights, long activations) {

    private static final long MB = 1 << 20;
    private static final long LIBRARIES = 300 * MB;

    /** What the greediest of the tasks needs. */
    static MemoryNeed of(DecoderShape shape, Precision precision, List<TrainerJob.Task> tasks) {
        return tasks.stream()
                .map(task -> of(shape, precision, task.settings(), task.sequences()))
                .max(Comparator.comparingLong(MemoryNeed::total))
                .orElseThrow();
    }

    static MemoryNeed of(
            DecoderShape shape, Precision precision, TrainingSettings settings, List<TokenSequence> sequences) {
        long largest = (long) shape.vocabulary() * shape.width();
        for (Site site : Site.values()) {
            largest = Math.max(largest, (long) shape.inputs(site) * shape.outputs(site));
        }
        long adapter = LoraParameters.size(shape, settings.rank());
        long longest = sequences.stream().mapToInt(TokenSequence::length).max().orElse(0);
        long rows = atOnce(longest, settings);
        long tables = 2 * rows * shape.headWidth(); // cosines and sines on their way
        return new MemoryNeed(
                192 * MB + (2 * largest + 6 * adapter + tables) * Float.BYTES,
                64 * MB + (largest + tables) * Float.BYTES,
                weights(shape, precision),
                (rows * perRow(shape, longest) + targets(settings, sequences) * 4L * shape.vocabulary()) * Float.BYTES);
    }

    /** The embedding is looked up in float32; where it is the output matrix too, another precision needs a copy. */
    private static long weights(DecoderShape shape, Precision precision) {
        long table = (long) shape.vocabulary() * shape.width();
        long copied = shape.tied() && precision != Precision.FLOAT32 ? table : 0;
        return (shape.parameters() - table + copied) * precision.bytes() + table * Float.BYTES;
    }

    /** Rows of the largest pack of sequences of at most so many rows each. */
    private static long atOnce(long longest, TrainingSettings settings) {
        return Math.max(longest, Math.min(Training.MAX_ROWS, longest * settings.batchSize()));
    }

    /** Values, counted from the arrays that autograd keeps for a row; measured use stayed below. */
    private static long perRow(DecoderShape shape, long longest) {
        int norms = shape.architecture().norms().size();
        long layer =
                (8L + 2L * norms) * shape.width() + 6L * shape.ffnWidth() + 4L * shape.kvHeads() * shape.headWidth();
        // Each block keeps its weights of attention; while one is computed there are scores or gradients beside them.
        long attention = (shape.layers() + 3L) * shape.heads() * longest;
        long tables = 4L * shape.headWidth() + 2 * longest; // rotations and masks, each maybe of two kinds
        return shape.layers() * layer + attention + tables;
    }

    private static long targets(TrainingSettings settings, List<TokenSequence> sequences) {
        int longest = sequences.stream()
                .mapToInt(sequence -> settings.promptLoss() > 0 ? sequence.length() : sequence.answer().length)
                .max()
                .orElse(0);
        return atOnce(longest, settings);
    }

    long total() {
        return heap + direct + weights + activations + LIBRARIES;
    }

    /** For people. */
    String words() {
        return "about " + total() / MB + " MiB of memory (weights " + weights / MB + ", activations " + activations / MB
                + ")";
    }

    /** Refuses a training for which {@code available} bytes are too few. */
    void requireWithin(long available) {
        if (total() > available) {
            throw new PrerequisiteException("training needs " + words() + ", " + available / MB
                    + " MiB are available; close other programs, lower batch-size, shorten the prompts or take a "
                    + "smaller model");
        }
    }
}
