package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Divides the values along the last axis by their root mean square, then multiplies each by its weight.
 *
 * @see <a href="https://arxiv.org/abs/1910.07467">Zhang and Sennrich, Root Mean Square Layer Normalization</a>
 */
final class RmsNorm {

    private static final int[] LAST_AXIS = {-1};

    private final NDArray minusHalf;
    private final NDArray epsilon;

    /** {@code manager} shall live as long as it is used. */
    RmsNorm(double epsilon, NDManager manager) {
        this.minusHalf = NativeArrays.of(manager, -0.5);
        this.epsilon = NativeArrays.of(manager, epsilon);
    }

    NDArray of(NDArray x, NDArray weight) {
        NDArray meanSquare = x.square().mean(LAST_AXIS, true);
        return x.mul(meanSquare.add(epsilon).pow(minusHalf)).mul(weight);
    }
}
