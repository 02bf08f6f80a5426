package org.adaptationlab.gguf;

import java.util.function.IntUnaryOperator;

/**
 * The order of rows within the heads of query and key matrices. Hugging Face rotates the first half of a head against
 * the second; llama.cpp, for the llama architecture, rotates neighbours, and its converter puts the rows accordingly
 * ({@code LlamaModel.permute} in convert_hf_to_gguf.py). What an adapter adds to these rows must move with them.
 */
final class HeadRows {

    private HeadRows() {}

    /**
     * The rows with the two halves of each head interleaved: row {@code h·half + i} of a head becomes {@code 2·i + h}.
     *
     * @param matrix rows of {@code width} values; their number is a multiple of {@code 2·heads}
     */
    static float[] interleaved(float[] matrix, int width, int heads) {
        int headRows = matrix.length / width / heads;
        int half = headRows / 2;
        return moved(matrix, width, headRows, row -> 2 * (row % half) + row / half);
    }

    /**
     * The way back: each head's even rows first, then its odd ones.
     *
     * @param matrix as for {@link #interleaved}
     */
    static float[] halved(float[] matrix, int width, int heads) {
        int headRows = matrix.length / width / heads;
        int half = headRows / 2;
        return moved(matrix, width, headRows, row -> row % 2 * half + row / 2);
    }

    private static float[] moved(float[] matrix, int width, int headRows, IntUnaryOperator place) {
        float[] moved = new float[matrix.length];
        for (int row = 0; row < matrix.length / width; row++) {
            int within = row % headRows;
            int to = row - within + place.applyAsInt(within);
            System.arraycopy(matrix, row * width, moved, to * width, width);
        }
        return moved;
    }
}
