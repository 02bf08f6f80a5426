package org.adaptationlab.train;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.train.job.TrainingLog;
import org.jspecify.annotations.Nullable;

/**
 * A trained adapter on disk, in both forms.
 *
 * @param file the GGUF adapter; null where the base is no file on this machine, so that only a server that takes PEFT's
 *     folders can have it
 * @param peftFolder what PEFT saves, with the same numbers
 * @param digest SHA-256 of the GGUF file, without one of the folder's weights
 * @param answers what the trainer itself says to training examples
 * @param reused whether it came from the cache
 */
public record TrainedAdapter(
        @Nullable Path file,
        Path peftFolder,
        String digest,
        TrainingLog log,
        List<TrainerAnswer> answers,
        boolean reused) {

    public TrainedAdapter {
        answers = List.copyOf(answers);
    }

    /** The manifest that lies beside an adapter file: {@code x.json} for {@code x.gguf}. */
    public static Path manifestOf(Path adapter) {
        String name = adapter.getFileName().toString().replaceFirst("\\.gguf$", "");
        return adapter.resolveSibling(name + ".json");
    }
}
