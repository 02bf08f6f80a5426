package org.adaptationlab.train;

import java.nio.file.Path;

/**
 * A trained adapter on disk.
 *
 * @param file the GGUF adapter
 * @param digest its SHA-256
 * @param reused whether it came from the cache
 */
public record TrainedAdapter(Path file, String digest, TrainingLog log, boolean reused) {

    /** The manifest that lies beside an adapter file: {@code x.json} for {@code x.gguf}. */
    public static Path manifestOf(Path adapter) {
        String name = adapter.getFileName().toString().replaceFirst("\\.gguf$", "");
        return adapter.resolveSibling(name + ".json");
    }
}
