package org.adaptationlab.lab;

import java.util.List;

/**
 * How the text encoder below a classifier is fine-tuned: the last of its layers, by cross-entropy over the labels.
 *
 * @param layers how many of its layers, from the last one back; the others stay as they are
 * @param epochs passes over the training examples
 * @param learningRate peak learning rate of AdamW
 * @param batchSize examples per optimiser step
 * @param seeds of the order of examples, each an encoder of its own; at least one, none twice
 */
public record EncoderTuning(int layers, int epochs, double learningRate, int batchSize, List<Long> seeds) {

    /** Of a lab file that does not say. */
    static final EncoderTuning USUAL = new EncoderTuning(4, 5, 1e-4, 16, List.of(1L));

    public EncoderTuning {
        seeds = List.copyOf(seeds);
        if ((layers < 1) || (epochs < 1) || (batchSize < 1) || !(learningRate > 0) || seeds.isEmpty()) {
            throw new IllegalArgumentException("layers " + layers + ", epochs " + epochs + ", learning-rate "
                    + learningRate + ", batch-size " + batchSize + ", seeds " + seeds);
        }
    }
}
