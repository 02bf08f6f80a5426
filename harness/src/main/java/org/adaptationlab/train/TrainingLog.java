package org.adaptationlab.train;

import java.util.List;

/**
 * How a training went.
 *
 * @param losses mean loss (nats per answer token) of each epoch
 * @param seconds wall time of training, without reading the model
 * @param tokensPerSecond prompt and answer tokens trained on per second; a beginning that prompts share
 *     counts for each of them, though it is computed once
 * @param peakRssMb peak resident memory of the training process in MiB
 */
public record TrainingLog(List<Double> losses, double seconds, double tokensPerSecond, long peakRssMb) {

    public TrainingLog {
        losses = List.copyOf(losses);
    }
}
