package org.adaptationlab.train;

import java.nio.file.Path;

/**
 * A trained adapter on disk.
 *
 * @param file the GGUF adapter
 * @param digest its SHA-256
 * @param reused whether it came from the cache
 */
public record TrainedAdapter(Path file, String digest, TrainingLog log, boolean reused) {}
