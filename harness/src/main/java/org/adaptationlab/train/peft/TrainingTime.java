package org.adaptationlab.train.peft;

import java.util.List;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.peft.PeftMemory.Way;

/** Predicts how long trainings take from the multiplications in them and the speed at which a device multiplies matrices. */
final class TrainingTime {

    /** A multiplication and an addition. */
    private static final int OPERATIONS = 2;

    /** Forward, and backward to the activations; frozen weights need no gradient. */
    private static final int PASSES = 2;

    /** Logits are computed again for the backward pass, as all is with checkpointing. */
    private static final int PASSES_TWICE_FORWARD = 3;

    /** Of the speed of matrices alone, what a whole step reaches: norms, attention, LoRA and the optimiser are the rest. */
    private static final double REACHED = 0.6;

    private TrainingTime() {}

    /**
     * Seconds of all tasks, one after the other, without loading the base.
     *
     * @param speed floating-point operations per second of the device in large products of matrices, in the way's precision
     */
    static double seconds(ModelSizes sizes, List<TrainerJob.Task> tasks, Way way, double speed) {
        double multiplications = 0;
        for (TrainerJob.Task task : tasks) {
            double layers = (double) sizes.linear() * (way.checkpointing() ? PASSES_TWICE_FORWARD : PASSES);
            double logits = (double) sizes.vocabulary() * sizes.width() * PASSES_TWICE_FORWARD;
            for (TokenSequence sequence : task.sequences()) {
                multiplications += task.settings().epochs()
                        * (layers * sequence.length() + logits * PeftMemory.rowsOfLogits(task, sequence));
            }
        }
        return multiplications * OPERATIONS / (speed * REACHED);
    }
}
