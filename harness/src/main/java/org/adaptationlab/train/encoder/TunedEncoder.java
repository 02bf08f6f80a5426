package org.adaptationlab.train.encoder;

import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.train.job.TrainingLog;

/**
 * A fine-tuned encoder.
 *
 * @param embedder embeds by it
 * @param log how its training went
 * @param reused whether it was there before
 */
public record TunedEncoder(TextEmbedder embedder, TrainingLog log, boolean reused) {

    /** SHA-256 of its model. */
    public String digest() {
        return embedder.digest();
    }
}
