package org.adaptationlab.train.encoder;

import java.util.List;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.BuiltInEncoder;

/**
 * All that decides a fine-tuned encoder.
 *
 * @param texts at least one
 * @param labels of the texts, in their order
 * @param seed of the order in which they are seen
 */
public record EncoderPlan(List<String> texts, List<String> labels, EncoderTuning tuning, long seed) {

    /** To be raised when a change here, or of the arithmetic shared with the trainer of adapters, changes encoders. */
    private static final int VERSION = 1;

    public EncoderPlan {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        if (texts.isEmpty() || texts.size() != labels.size()) {
            throw new IllegalArgumentException(texts.size() + " texts, " + labels.size() + " labels");
        }
    }

    /** Digest of the plan; the encoder's name in the cache. */
    String key() {
        Sha256 digest = new Sha256()
                .field("encoder " + VERSION)
                .field(BuiltInEncoder.digest())
                .field(tuning.layers() + " " + tuning.epochs() + " " + tuning.learningRate() + " " + tuning.batchSize())
                .field(Long.toString(seed));
        texts.forEach(digest::field);
        labels.forEach(digest::field);
        return digest.hex();
    }

    /** The labels there are, in the order in which they first appear. */
    List<String> classes() {
        return labels.stream().distinct().toList();
    }

    /** Optimiser steps. */
    int steps() {
        return tuning.epochs() * ((texts.size() + tuning.batchSize() - 1) / tuning.batchSize());
    }
}
