package org.adaptationlab.train.peft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.peft.PeftMemory.Precision;
import org.adaptationlab.train.peft.PeftMemory.Way;

/**
 * How a training is done, and what it is predicted to take.
 *
 * @param memory on the way's device
 * @param available bytes that are free there
 * @param seconds of training, without loading the base; 0 where the device's speed is not known
 */
record TrainingFit(Way way, PeftMemory memory, long available, double seconds) {

    private static final double GB = 1e9;
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    /**
     * The first of these that fits: bfloat16 on the card, the same with checkpointing one sequence at a time, NF4 on the
     * card, float32 on the processor in the same two ways.
     *
     * @throws PrerequisiteException with the figures if none does
     */
    static TrainingFit of(ModelSizes sizes, List<TrainerJob.Task> tasks, Devices devices) {
        List<String> refused = new ArrayList<>();
        for (Way way : ways(batch(tasks), devices)) {
            long available = way.onCard() ? devices.cardFree() : devices.processorFree();
            double speed = way.onCard() ? devices.cardSpeed() : devices.processorSpeed();
            TrainingFit fit = new TrainingFit(
                    way,
                    PeftMemory.of(sizes, tasks, way),
                    available,
                    speed > 0 ? TrainingTime.seconds(sizes, tasks, way, speed) : 0);
            if (fit.memory.total() <= available) {
                return fit;
            }
            refused.add(String.format(
                    Locale.ROOT, "%s needs %.1f GB of %.1f GB", fit.where(), fit.memory.total() / GB, available / GB));
        }
        throw new PrerequisiteException(
                "there is not enough memory to train: " + String.join("; ", refused)
                        + "; close other programs, shorten the prompts, take a smaller model, or train on a larger graphics card");
    }

    private static int batch(List<TrainerJob.Task> tasks) {
        return tasks.stream()
                .mapToInt(task ->
                        Math.min(task.settings().batchSize(), task.sequences().size()))
                .max()
                .orElse(1);
    }

    private static List<Way> ways(int batch, Devices devices) {
        List<Way> ways = new ArrayList<>();
        if (devices.cardFree() > 0) {
            ways.add(new Way(Precision.BFLOAT16, true, batch, false));
            ways.add(new Way(Precision.BFLOAT16, true, 1, true));
            if (devices.nf4()) {
                ways.add(new Way(Precision.NF4, true, 1, true));
            }
        }
        ways.add(new Way(Precision.FLOAT32, false, batch, false));
        ways.add(new Way(Precision.FLOAT32, false, 1, true));
        return ways;
    }

    /** For people. */
    String words() {
        return String.format(
                Locale.ROOT,
                "%s, %d at once%s; predicted memory %.1f GB of %.1f GB (weights %.1f, activations and logits %.1f)%s",
                where(),
                way.microBatch(),
                way.checkpointing() ? ", activations computed twice" : "",
                memory.total() / GB,
                available / GB,
                memory.weights() / GB,
                (memory.activations() + memory.logits()) / GB,
                seconds > 0 ? ", time about " + time() : "");
    }

    private String time() {
        if (seconds < 2 * MINUTE) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        return seconds < 2 * HOUR ? Math.round(seconds / MINUTE) + " min" : Math.round(seconds / HOUR) + " h";
    }

    private String where() {
        return way.precision().word() + " on the " + (way.onCard() ? "graphics card" : "processor");
    }

    /** The same for trainer.py. */
    List<String> options() {
        return List.of(
                "--device",
                way.onCard() ? "cuda" : "cpu",
                "--precision",
                way.precision().word(),
                "--micro-batch",
                Integer.toString(way.microBatch()),
                way.checkpointing() ? "--checkpointing" : "--no-checkpointing");
    }
}
