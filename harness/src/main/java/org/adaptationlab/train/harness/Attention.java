package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Causal attention with grouped key and value heads over a packed batch, sequence by sequence, so that no work goes
 * into pairs of rows that may not see each other. Its tables serve all blocks.
 */
final class Attention {

    private final DecoderShape shape;
    private final RmsNorm rmsNorm;
    private final int[] segments;
    private final int prefix;
    private final int longest;

    /** The tables of local blocks under true, of global ones under false. */
    private final Map<Boolean, View> views = new HashMap<>();

    private final Map<Integer, NDArray[]> masks = new HashMap<>();

    /**
     * How a block sees positions.
     *
     * @param masks one for each segment
     */
    private record View(Rotation queries, Rotation keys, NDArray[] masks) {}

    /** {@code manager} shall live as long as gradients are wanted. */
    Attention(DecoderShape shape, RmsNorm rmsNorm, PackedBatch batch, NDManager manager) {
        this.shape = shape;
        this.rmsNorm = rmsNorm;
        this.prefix = batch.prefix();
        this.segments = prefix > 0 ? prepended(prefix, batch.rests()) : batch.rests();
        this.longest = prefix + Arrays.stream(batch.rests()).max().orElse(0);
        for (int layer = 0; layer < shape.layers(); layer++) {
            views.computeIfAbsent(shape.positions().isLocal(layer), local -> view(local, batch, manager));
        }
    }

    /**
     * Mixes values between rows.
     *
     * @param projected rows of queries, keys and values
     * @param norms of the block
     * @return rows of as many values as the queries have
     */
    NDArray mix(NDArray projected, int layer, Map<Norm, NDArray> norms) {
        View view = Objects.requireNonNull(views.get(shape.positions().isLocal(layer)));
        long queries = (long) shape.heads() * shape.headWidth();
        long keys = (long) shape.kvHeads() * shape.headWidth();
        NDList parts = projected.split(new long[] {queries, queries + keys}, 1);
        NDArray query = normalised(heads(parts.get(0), shape.heads()), norms, Norm.QUERY);
        NDArray key = normalised(heads(parts.get(1), shape.kvHeads()), norms, Norm.KEY);
        NDList q = bySegment(view.queries.turn(query));
        NDList k = bySegment(view.keys.turn(key));
        NDList v = bySegment(heads(parts.get(2), shape.kvHeads()));
        NDList mixed = new NDList();
        for (int i = 0; i < segments.length; i++) {
            boolean afterPrefix = prefix > 0 && i > 0;
            NDArray seenKeys = afterPrefix ? k.get(0).concat(k.get(i)) : k.get(i);
            NDArray seenValues = afterPrefix ? v.get(0).concat(v.get(i)) : v.get(i);
            mixed.add(attend(q.get(i), seenKeys, seenValues, view.masks[i]));
        }
        return mixed.size() == 1 ? mixed.get(0) : NDArrays.concat(mixed);
    }

    private View view(boolean local, PackedBatch batch, NDManager manager) {
        Positions positions = shape.positions();
        Rope rope = local ? positions.local() : positions.global();
        // The scale of the scores goes in here, where it costs nothing.
        double scale = shape.architecture().queryScale(shape);
        // A window that reaches over the longest sequence hides nothing.
        int window = local && positions.window() < longest ? positions.window() : 0;
        return new View(
                Rotation.of(rope, shape.headWidth(), batch.positions(), scale, manager),
                Rotation.of(rope, shape.headWidth(), batch.positions(), 1, manager),
                masks.computeIfAbsent(window, size -> masks(size, manager)));
    }

    private NDArray[] masks(int window, NDManager manager) {
        NDArray[] all = new NDArray[segments.length];
        for (int i = 0; i < segments.length; i++) {
            all[i] = Mask.of(segments[i], i > 0 ? prefix : 0, window, manager);
        }
        return all;
    }

    private NDArray heads(NDArray rows, int heads) {
        return rows.reshape(-1, heads, shape.headWidth());
    }

    private NDArray normalised(NDArray heads, Map<Norm, NDArray> norms, Norm norm) {
        NDArray weight = norms.get(norm);
        return weight == null ? heads : rmsNorm.of(heads, weight);
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

    private static int[] prepended(int first, int[] rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
