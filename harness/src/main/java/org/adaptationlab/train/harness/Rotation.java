package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Turns heads by the positions of their rows.
 *
 * @param cosines {@code [rows, 1, head width]}, each angle twice
 * @param sines of the same shape
 * @param quarterTurn a matrix that turns each plane by 90 degrees
 */
record Rotation(NDArray cosines, NDArray sines, NDArray quarterTurn) {

    /** The rotation of rows at these positions, which also multiplies by {@code scale}. */
    static Rotation of(Rope rope, int headWidth, int[] positions, double scale, NDManager manager) {
        float[] cosines = new float[positions.length * headWidth];
        float[] sines = new float[positions.length * headWidth];
        double length = scale * rope.length();
        for (int row = 0; row < positions.length; row++) {
            int start = row * headWidth;
            for (int plane = 0; plane < rope.width() / 2; plane++) {
                int first = start + rope.pairs().first(plane);
                int second = start + rope.pairs().second(plane, rope.width());
                double angle = rope.angle(plane, positions[row]);
                cosines[first] = cosines[second] = (float) (length * Math.cos(angle));
                sines[first] = sines[second] = (float) (length * Math.sin(angle));
            }
            for (int i = rope.width(); i < headWidth; i++) { // not turned
                cosines[start + i] = (float) scale;
            }
        }
        Shape table = new Shape(positions.length, 1, headWidth);
        return new Rotation(
                NativeArrays.of(manager, cosines, table),
                NativeArrays.of(manager, sines, table),
                quarterTurn(rope, headWidth, manager));
    }

    /** Heads, turned: {@code [rows, heads, width]}. */
    NDArray turn(NDArray heads) {
        return heads.mul(cosines).add(heads.matMul(quarterTurn).mul(sines));
    }

    private static NDArray quarterTurn(Rope rope, int headWidth, NDManager manager) {
        float[] matrix = new float[headWidth * headWidth];
        for (int plane = 0; plane < rope.width() / 2; plane++) {
            int first = rope.pairs().first(plane);
            int second = rope.pairs().second(plane, rope.width());
            matrix[first * headWidth + second] = 1;
            matrix[second * headWidth + first] = -1;
        }
        return NativeArrays.of(manager, matrix, new Shape(headWidth, headWidth));
    }
}
