package org.adaptationlab.gguf;

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
        float[] moved = new float[matrix.length];
        for (int head = 0; head < heads; head++) {
            for (int row = 0; row < headRows; row++) {
                int from = head * headRows + row;
                int to = head * headRows + 2 * (row % half) + row / half;
                System.arraycopy(matrix, from * width, moved, to * width, width);
            }
        }
        return moved;
    }
}
