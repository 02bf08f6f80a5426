package org.adaptationlab.gguf;

import java.util.List;

/**
 * Where a tensor is and what it looks like.
 *
 * @param name such as {@code blk.0.attn_q.weight}
 * @param type how its numbers are stored
 * @param shape sizes in GGUF order, the fastest-running dimension first: a matrix of {@code out} rows and {@code in}
 *     columns has the shape {@code [in, out]}
 * @param position first byte in the file
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long position) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of values. */
    public long values() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** Bytes in the file. */
    public long bytes() {
        return values() / type.blockValues() * type.blockBytes();
    }

    /** Values in a row: the size of the dimension that runs fastest. */
    public long rowValues() {
        return shape.get(0);
    }

    /** Number of rows; a tensor of one dimension is one row. */
    public long rows() {
        return values() / rowValues();
    }

    /** Bytes of a row in the file: whole blocks. */
    public long rowBytes() {
        return rowValues() / type.blockValues() * type.blockBytes();
    }
}
