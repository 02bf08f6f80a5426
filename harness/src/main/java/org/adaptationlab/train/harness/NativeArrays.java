package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Makes arrays whose memory belongs to libtorch.
 *
 * <p>An array that DJL creates from Java values borrows a Java buffer, and so does every overload that takes a Java
 * number ({@code x.mul(2f)}). Autograd's saved tensors point into that buffer but do not keep it: once it is collected,
 * gradients are silently wrong. So here every array that takes part in a graph comes from here.
 */
public final class NativeArrays {

    private NativeArrays() {}

    /** An array of floats. */
    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }

    /** An array of 64-bit numbers. */
    public static NDArray of(NDManager manager, int[] values, Shape shape) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        try (NDArray borrowed = manager.create(wide, shape)) {
            return borrowed.duplicate();
        }
    }

    /** One number. */
    public static NDArray of(NDManager manager, double value) {
        return of(manager, new float[] {(float) value}, new Shape(1));
    }
}
