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
 * @param weights frozen weights as F32
 * @param activations what the largest pack leaves behind for the backward pass
 */
record MemoryNeed(long heap, long direct, long weights, long activations) {

    private static final long MB = 1 << 20;
    private static final long LIBRARIES = 300 * MB;

    /** What the greediest of the tasks needs. */
    static MemoryNeed of(LlamaShape shape, List<TrainerJob.Task> tasks) {
        return tasks.stream()
                .map(task -> of(shape, task.settings(), task.sequences()))
                .max(Comparator.comparingLong(MemoryNeed::total))
                .orElseThrow();
    }

    static MemoryNeed of(LlamaShape shape, TrainingSettings settings, List<TokenSequence> sequences) {
        long largest = Math.max((long) shape.vocabulary() * shape.width(), 2L * shape.ffnWidth() * shape.width());
        long adapter = LoraParameters.size(shape, settings.rank());
        int longest = sequences.stream().mapToInt(TokenSequence::length).max().orElse(0);
        long rows = Math.max(longest, Math.min(Training.MAX_ROWS, (long) longest * settings.batchSize()));
        return new MemoryNeed(
                192 * MB + (2 * largest + 6 * adapter) * Float.BYTES,
                64 * MB + largest * Float.BYTES,
                shape.parameters() * Float.BYTES,
                rows * perRow(shape, longest) + targets(settings, sequences) * 4L * shape.vocabulary() * Float.BYTES);
    }

    /** Counted from the arrays that autograd keeps for a row; measured use stayed below. */
    private static long perRow(LlamaShape shape, int longest) {
        long attention = 4L * shape.kvHeads() * shape.headWidth() + 2L * shape.heads() * longest;
        return shape.layers() * (12L * shape.width() + 6L * shape.ffnWidth() + attention) * Float.BYTES;
    }

    private static long targets(TrainingSettings settings, List<TokenSequence> sequences) {
        int longest = sequences.stream()
                .mapToInt(sequence -> settings.promptLoss() > 0 ? sequence.length() : sequence.answer().length)
                .max()
                .orElse(0);
        return Math.min(Training.MAX_ROWS, (long) longest * settings.batchSize());
    }

    long total() {
        return heap + direct + weights + activations + LIBRARIES;
    }

    /** Refuses a training for which {@code available} bytes are too few. */
    void requireWithin(long available) {
        if (total() > available) {
            throw new PrerequisiteException("training needs about " + total() / MB + " MiB of memory (weights "
                    + weights / MB + ", activations " + activations / MB + "), " + available / MB
                    + " MiB are available; close other programs, lower batch-size, shorten the prompts or take a "
                    + "smaller model");
        }
    }
}
