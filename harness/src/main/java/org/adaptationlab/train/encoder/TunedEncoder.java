package org.adaptationlab.train.encoder;

import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.train.job.TrainingLog;

/**
 * A fine-tuned encoder.
 *
 * @param embedder embeds by it
 * @param digest SHA-256 of its weights
 * @param log how its training went
 * @param reused whether it was there before
 */
public record TunedEncoder(TextEmbedder embedder, String digest, TrainingLog log, boolean reused) {}
