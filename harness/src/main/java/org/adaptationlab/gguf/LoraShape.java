package org.adaptationlab.gguf;

/**
 * What a pair of LoRA matrices looks like.
 *
 * @param module the tensor of the base it changes, such as {@code blk.0.attn_q.weight}
 * @param rank rows of A, columns of B
 * @param inputs columns of the changed matrix and of A
 * @param outputs rows of the changed matrix and of B
 */
public record LoraShape(String module, int rank, int inputs, int outputs) {

    /** Numbers in A and B together. */
    public long parameters() {
        return (long) rank * ((long) inputs + outputs);
    }
}
