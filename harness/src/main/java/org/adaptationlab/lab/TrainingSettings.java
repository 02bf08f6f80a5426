package org.adaptationlab.lab;

/**
 * Settings of LoRA training as a lab file gives them.
 *
 * @param examples number of training examples, a balanced, seeded part of the lab's training pool; {@link
 *     LabDefinition#ALL} for the whole pool
 * @param epochs passes over the examples
 * @param rank rank r of the adapter matrices
 * @param alpha scaling; the update is {@code alpha / rank · B·A}
 * @param learningRate peak learning rate of AdamW
 * @param batchSize examples per optimiser step
 * @param promptLoss what a token of the prompt counts in the loss beside 1 for a token of the answer, 0 to 1; tokens that
 *     all prompts begin with never count
 */
public record TrainingSettings(
        int examples, int epochs, int rank, double alpha, double learningRate, int batchSize, double promptLoss) {

    public TrainingSettings {
        if (examples < 1
                || epochs < 1
                || rank < 1
                || batchSize < 1
                || !(alpha > 0)
                || !(learningRate > 0)
                || !(promptLoss >= 0)) {
            throw new IllegalArgumentException("examples " + examples + ", epochs " + epochs + ", rank " + rank
                    + ", alpha " + alpha + ", learning-rate " + learningRate + ", batch-size " + batchSize
                    + ", prompt-loss " + promptLoss);
        }
    }

    /** The same with at most this many examples. */
    TrainingSettings withExamplesAtMost(int most) {
        return new TrainingSettings(Math.min(examples, most), epochs, rank, alpha, learningRate, batchSize, promptLoss);
    }
}
