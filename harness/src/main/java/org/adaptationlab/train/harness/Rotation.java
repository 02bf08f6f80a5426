package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Rotary positions as llama weights in GGUF want them: neighbouring values are the plane that is turned.
 *
 * @param cosines {@code [rows, 1, head width]}, each angle twice
 * @param sines of the same shape
 * @param quarterTurn a matrix that turns each pair of neighbouring values by 90 degrees
 * @see <a href="https://arxiv.org/abs/2104.09864">Su et al., RoFormer</a>
 */
record Rotation(NDArray cosines, NDArray sines, NDArray quarterTurn) {

    /** The rotation of rows at these positions, which also multiplies by {@code length}. */
    static Rotation of(LlamaShape shape, int[] positions, double length, NDManager manager) {
        int width = shape.headWidth();
        float[] cosines = new float[positions.length * width];
        float[] sines = new float[positions.length * width];
        for (int row = 0; row < positions.length; row++) {
            for (int i = 0; i < width; i++) {
                int pairStart = i - i % 2;
                double angle = positions[row] * Math.pow(shape.ropeBase(), -(double) pairStart / width);
                cosines[row * width + i] = (float) (length * Math.cos(angle));
                sines[row * width + i] = (float) (length * Math.sin(angle));
            }
        }
        Shape table = new Shape(positions.length, 1, width);
        return new Rotation(
                NativeArrays.of(manager, cosines, table),
                NativeArrays.of(manager, sines, table),
                quarterTurn(width, manager));
    }

    /** Rows of heads, turned: {@code [rows, heads · width]} becomes {@code [rows, heads, width]}. */
    NDArray turn(NDArray rows, int heads) {
        NDArray x = rows.reshape(-1, heads, quarterTurn.getShape().get(0));
        return x.mul(cosines).add(x.matMul(quarterTurn).mul(sines));
    }

    private static NDArray quarterTurn(int width, NDManager manager) {
        float[] matrix = new float[width * width];
        for (int i = 0; i < width; i += 2) {
            matrix[i * width + i + 1] = 1;
            matrix[(i + 1) * width + i] = -1;
        }
        return NativeArrays.of(manager, matrix, new Shape(width, width));
    }
}
