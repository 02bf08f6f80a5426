package org.adaptationlab.gguf;

/**
 * The two matrices that change one weight matrix W by {@code alpha / rank · B·A}. The arrays are not copied.
 *
 * @param module the tensor of the base it changes, such as {@code blk.0.attn_q.weight}
 * @param rank rows of A, columns of B
 * @param a A, {@code rank} rows of as many values as W has columns
 * @param b B, as many rows as W has, of {@code rank} values
 */
public record LoraPair(String module, int rank, float[] a, float[] b) {

    public LoraPair {
        if (rank < 1 || a.length == 0 || b.length == 0 || a.length % rank != 0 || b.length % rank != 0) {
            throw new IllegalArgumentException(
                    module + ": rank " + rank + ", A of " + a.length + ", B of " + b.length + " values");
        }
    }

    /** Columns of W: what goes in. */
    public int inputs() {
        return a.length / rank;
    }

    /** Rows of W: what comes out. */
    public int outputs() {
        return b.length / rank;
    }

    /** Whether it leaves W as it is, because one of the matrices is all zero. */
    public boolean withoutEffect() {
        return norm(a) == 0 || norm(b) == 0;
    }

    /** Frobenius norm of B: 0 before the first step of training. */
    public double normOfB() {
        return norm(b);
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
