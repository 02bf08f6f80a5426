package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** A weight matrix {@code [outputs, inputs]} that is not trained. Gradients go through it to its input. */
interface FrozenMatrix {

    /**
     * {@code x·Wᵀ + bias}, float32.
     *
     * @param x {@code [rows, inputs]}, float32
     * @param bias {@code [outputs]}
     */
    NDArray times(NDArray x, @Nullable NDArray bias);
}
