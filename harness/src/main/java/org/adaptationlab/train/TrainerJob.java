package org.adaptationlab.train;

import java.util.List;
import org.adaptationlab.lab.TrainingSettings;

/**
 * What the training process is told, in a JSON file.
 *
 * @param base path of the GGUF model
 * @param adapter path to write the adapter to
 */
record TrainerJob(String base, String adapter, List<TokenSequence> sequences, TrainingSettings settings, long seed) {

    TrainerJob {
        sequences = List.copyOf(sequences);
    }
}
