package org.adaptationlab.train.job;

import java.util.List;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.TrainingSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a training process is told, in a JSON file: trainings over one base, which is loaded once.
 *
 * @param base path of the GGUF model; null where only a server has it, and {@code hub} is trained on
 * @param hub the original weights to train on, null for the GGUF model itself
 * @param contextTokens for which the model will be served: Phi 3 turns positions otherwise beyond its original context
 * @param tasks trained one after the other, at least one
 */
public record TrainerJob(@Nullable String base, @Nullable HubModel hub, int contextTokens, List<Task> tasks) {

    public TrainerJob {
        tasks = List.copyOf(tasks);
    }

    /** Optimiser steps of each training. */
    public List<Integer> steps() {
        return tasks.stream().map(Task::steps).toList();
    }

    /**
     * One training.
     *
     * @param folder where its adapter is written to, as {@link Trainer} says; it exists
     * @param sequences at least one
     * @param answers how many of the sequences, from the first on, the trained model answers greedily at the end
     */
    public record Task(
            String folder, List<TokenSequence> sequences, TrainingSettings settings, long seed, int answers) {

        public Task {
            sequences = List.copyOf(sequences);
        }

        /** Optimiser steps of the whole training. */
        public int steps() {
            int batches = (sequences.size() + settings.batchSize() - 1) / settings.batchSize();
            return settings.epochs() * batches;
        }
    }
}
