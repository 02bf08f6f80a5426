package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Causal attention with grouped key and value heads over a packed batch, sequence by sequence, so that no work goes
 * into pairs of rows that may not see each other. Its tables serve all blocks.
 */
final class Attention {

    /** Far enough below any score to vanish in the softmax; an infinity could become NaN. */
    private static final float MASKED = -1e30f;

    private final LlamaShape shape;
    private final int[] segments;
    private final boolean shared;
    private final Rotation queryRotation;
    private final Rotation keyRotation;
    private final NDArray[] masks;

    /** {@code manager} shall live as long as gradients are wanted. */
    Attention(LlamaShape shape, PackedBatch batch, NDManager manager) {
        this.shape = shape;
        this.shared = batch.prefix() > 0;
        this.segments = shared ? prepended(batch.prefix(), batch.rests()) : batch.rests();
        // The scale of the scores goes in here, where it costs nothing.
        this.queryRotation = Rotation.of(shape, batch.positions(), 1 / Math.sqrt(shape.headWidth()), manager);
        this.keyRotation = Rotation.of(shape, batch.positions(), 1, manager);
        this.masks = new NDArray[segments.length];
        for (int i = 0; i < segments.length; i++) {
            masks[i] = mask(segments[i], shared && i > 0 ? batch.prefix() : 0, manager);
        }
    }

    /**
     * Mixes values between rows.
     *
     * @param projected rows of queries, keys and values
     * @return rows of as many values as the queries have
     */
    NDArray mix(NDArray projected) {
        long queries = (long) shape.heads() * shape.headWidth();
        long keys = (long) shape.kvHeads() * shape.headWidth();
        NDList parts = projected.split(new long[] {queries, queries + keys}, 1);
        NDList q = bySegment(queryRotation.turn(parts.get(0), shape.heads()));
        NDList k = bySegment(keyRotation.turn(parts.get(1), shape.kvHeads()));
        NDList v = bySegment(parts.get(2).reshape(-1, shape.kvHeads(), shape.headWidth()));
        NDList mixed = new NDList();
        for (int i = 0; i < segments.length; i++) {
            boolean afterPrefix = shared && i > 0;
            NDArray seenKeys = afterPrefix ? k.get(0).concat(k.get(i)) : k.get(i);
            NDArray seenValues = afterPrefix ? v.get(0).concat(v.get(i)) : v.get(i);
            mixed.add(attend(q.get(i), seenKeys, seenValues, masks[i]));
        }
        return mixed.size() == 1 ? mixed.get(0) : NDArrays.concat(mixed);
    }

    private NDArray attend(NDArray q, NDArray k, NDArray v, NDArray mask) {
        long rows = q.getShape().get(0);
        long seen = k.getShape().get(0);
        long kvHeads = shape.kvHeads();
        long group = shape.heads() / kvHeads;
        // The query heads that share a key head become further rows of one matrix.
        NDArray grouped = q.reshape(rows, kvHeads, group, shape.headWidth())
                .transpose(1, 2, 0, 3)
                .reshape(kvHeads, group * rows, shape.headWidth());
        NDArray scores = grouped.matMul(k.transpose(1, 2, 0)).reshape(kvHeads, group, rows, seen);
        NDArray weights = scores.add(mask).softmax(-1).reshape(kvHeads, group * rows, seen);
        return weights.matMul(v.transpose(1, 0, 2))
                .reshape(kvHeads, group, rows, shape.headWidth())
                .transpose(2, 0, 1, 3)
                .reshape(rows, kvHeads * group * shape.headWidth());
    }

    private NDList bySegment(NDArray rows) {
        if (segments.length == 1) {
            return new NDList(rows);
        }
        long[] ends = new long[segments.length - 1];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += segments[i];
            ends[i] = end;
        }
        return rows.split(ends, 0);
    }

    private static NDArray mask(int rows, int before, NDManager manager) {
        int columns = before + rows;
        float[] mask = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(mask, row * columns + before + row + 1, (row + 1) * columns, MASKED);
        }
        return NativeArrays.of(manager, mask, new Shape(rows, columns));
    }

    private static int[] prepended(int first, int[] rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
