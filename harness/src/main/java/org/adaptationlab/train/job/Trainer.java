package org.adaptationlab.train.job;

import java.io.IOException;
import java.nio.file.Path;

/** Trains LoRA adapters in a process of its own. */
public interface Trainer {

    /** The file in a task's folder with the adapter, where the trainer writes GGUF. */
    String GGUF = "adapter.gguf";

    /** The folder in a task's folder, where it writes what PEFT saves. */
    String PEFT = "peft";

    /** Its word in a lab file, and what may change its adapters: part of what an adapter is known by in the cache. */
    String identity();

    /**
     * Trains. Each adapter is told as soon as its files are there, so that it can be kept if a later training fails.
     *
     * @param folder takes the job and the process's log
     * @throws IOException when the job cannot be written
     * @throws org.adaptationlab.problem.LabDefinitionException if the base cannot be trained on
     * @throws org.adaptationlab.problem.PrerequisiteException if memory, disk, or a program or library is missing
     * @throws org.adaptationlab.problem.RunFailedException if the loss stops being a number, or the process dies
     * @throws org.adaptationlab.problem.RunInterruptedException if this thread is interrupted; the process is gone then
     */
    void train(TrainerJob job, Path folder, TrainingListener listener, Finished finished) throws IOException;

    /** Hears of finished trainings. */
    @FunctionalInterface
    interface Finished {
        void adapter(TaskResult result) throws IOException;
    }
}
