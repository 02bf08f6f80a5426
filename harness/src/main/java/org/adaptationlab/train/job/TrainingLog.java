package org.adaptationlab.train.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training went.
 *
 * @param losses mean loss (nats per answer token) of each epoch
 * @param seconds wall time of training, without reading the model
 * @param tokensPerSecond prompt and answer tokens trained on per second; a beginning that prompts share
 *     counts for each of them, though it is computed once
 * @param peakRssMb peak resident memory of the training process in MiB
 * @param machine what it ran on; null in manifests of before there was a choice
 */
public record TrainingLog(
        List<Double> losses,
        double seconds,
        double tokensPerSecond,
        long peakRssMb,
        @Nullable Machine machine) {

    public TrainingLog {
        losses = List.copyOf(losses);
    }

    /**
     * What a training ran on.
     *
     * @param software trainer and libraries with their versions, such as {@code harness 2, PyTorch 2.7.1}
     * @param device {@code cpu}, or the name of the graphics card
     * @param precision of the frozen weights: {@code float32}, {@code bfloat16} or {@code nf4}
     * @param threads on the processor; another number may change the last bits
     * @param peakDeviceMb peak memory on the graphics card in MiB, null without one
     */
    public record Machine(
            String software,
            String device,
            String precision,
            int threads,
            @Nullable Long peakDeviceMb) {}
}
