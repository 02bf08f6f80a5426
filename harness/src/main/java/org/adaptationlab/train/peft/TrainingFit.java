package org.adaptationlab.train.peft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;

/**
 * Where and how a training is done, and the memory that it is predicted to take there.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param precision of the frozen weights: {@code float32}, {@code bfloat16} or {@code nf4}
 * @param microBatch sequences at once
 * @param checkpointing whether activations are computed twice instead of kept
 * @param bytes on that device
 */
record TrainingFit(String device, String precision, int microBatch, boolean checkpointing, long bytes) {

    private static final double GB = 1e9;

    /** PyTorch with its libraries on the processor; on a card the context of CUDA and its work space. */
    private static final long LIBRARIES = 900_000_000L;

    private static final long CONTEXT = 700_000_000L;

    /** Bits of a weight in NF4 with doubly quantised scales (arXiv 2305.14314): 4 and 0.127. */
    private static final double NF4_BYTES = 4.127 / 8;

    /** What the caching allocator holds beyond what is asked of it, where arrays come and go. */
    private static final double SLACK = 1.1;

    /**
     * The first of these that fits: bfloat16 on the card, the same with checkpointing one sequence at a time, NF4 on the
     * card, float32 on the processor.
     *
     * @throws PrerequisiteException with the figures if none does
     */
    static TrainingFit of(ModelSizes sizes, List<TrainerJob.Task> tasks, Devices devices) {
        int batch = tasks.stream()
                .mapToInt(task ->
                        Math.min(task.settings().batchSize(), task.sequences().size()))
                .max()
                .orElse(1);
        List<String> refused = new ArrayList<>();
        List<TrainingFit> ways = new ArrayList<>();
        if (devices.cardFree() > 0) {
            ways.add(predicted("cuda", "bfloat16", batch, false, sizes, tasks));
            ways.add(predicted("cuda", "bfloat16", 1, true, sizes, tasks));
            if (devices.nf4()) {
                ways.add(predicted("cuda", "nf4", 1, true, sizes, tasks));
            }
        }
        ways.add(predicted("cpu", "float32", batch, false, sizes, tasks));
        ways.add(predicted("cpu", "float32", 1, true, sizes, tasks));
        for (TrainingFit way : ways) {
            long free = way.device.equals("cuda") ? devices.cardFree() : devices.processorFree();
            if (way.bytes <= free) {
                return way;
            }
            refused.add(
                    String.format(Locale.ROOT, "%s needs %.1f GB of %.1f GB", way.where(), way.bytes / GB, free / GB));
        }
        throw new PrerequisiteException(
                "there is not enough memory to train: " + String.join("; ", refused)
                        + "; close other programs, shorten the prompts, take a smaller model, or train on a larger graphics card");
    }

    /** For people. */
    String words() {
        return String.format(
                Locale.ROOT,
                "%s, %d at once%s; predicted memory %.1f GB",
                where(),
                microBatch,
                checkpointing ? ", activations computed twice" : "",
                bytes / GB);
    }

    private String where() {
        return precision + " on the " + (device.equals("cuda") ? "graphics card" : "processor");
    }

    private static TrainingFit predicted(
            String device,
            String precision,
            int microBatch,
            boolean checkpointing,
            ModelSizes sizes,
            List<TrainerJob.Task> tasks) {
        long most = tasks.stream()
                .mapToLong(task -> bytes(device, precision, microBatch, checkpointing, sizes, task))
                .max()
                .orElseThrow();
        return new TrainingFit(device, precision, microBatch, checkpointing, most);
    }

    private static long bytes(
            String device,
            String precision,
            int microBatch,
            boolean checkpointing,
            ModelSizes sizes,
            TrainerJob.Task task) {
        TrainingSettings settings = task.settings();
        int value = precision.equals("float32") ? Float.BYTES : Short.BYTES;
        double weights =
                sizes.linear() * (precision.equals("nf4") ? NF4_BYTES : value) + (double) sizes.tables() * value;
        // The adapter, its gradient, and two moments of AdamW, float32.
        double adapter = 4.0 * Float.BYTES * sizes.adapter(settings.rank());
        long longest =
                task.sequences().stream().mapToInt(TokenSequence::length).max().orElse(1);
        long rows = microBatch * longest;
        double activations = (checkpointing
                        ? (double) sizes.layers() * sizes.width() * value + perLayer(sizes, longest, value)
                        : (double) sizes.layers() * perLayer(sizes, longest, value))
                * rows;
        double logits = 4.0 * Float.BYTES * sizes.vocabulary() * counted(task, longest) * microBatch;
        long fixed = device.equals("cuda") ? CONTEXT : LIBRARIES;
        return (long) (weights + SLACK * (adapter + activations + logits)) + fixed;
    }

    /**
     * Bytes that a block keeps of a row for the backward pass: its inputs and outputs in the model's type, and the adapter's
     * part in float32; attention as a matrix.
     */
    private static double perLayer(ModelSizes sizes, long longest, int value) {
        double values = 10.0 * sizes.width()
                + 5.0 * sizes.ffnWidth()
                + 2.0 * sizes.headWidth() * (sizes.heads() + sizes.kvHeads());
        double scores = 2.0 * sizes.heads() * longest;
        double lora = 3.0 * sizes.width() + sizes.ffnWidth();
        return (values + scores) * value + lora * Float.BYTES;
    }

    /** Rows of a sequence with logits: those of its answer, or of nearly all its tokens where prompts count too. */
    private static long counted(TrainerJob.Task task, long longest) {
        return task.settings().promptLoss() > 0
                ? longest
                : task.sequences().stream()
                        .mapToInt(one -> one.answer().length)
                        .max()
                        .orElse(1);
    }
}
