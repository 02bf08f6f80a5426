package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of a llama model with an adapter over one packed batch. Rows are tokens. Every block works in a
 * manager of its own, closed at its end, so that what autograd does not keep is freed at once. A result belongs to the manager of the
 * array whose method was called; so that is never a weight or a constant, or the whole graph would live as long as they.
 */
final class LlamaGraph {

    private static final int[] LAST_AXIS = {-1};

    private final LlamaWeights weights;
    private final LlamaShape shape;
    private final NDArray minusHalf;
    private final NDArray epsilon;

    /**
     * An adapter's matrices at one site.
     *
     * @param a {@code [rank, inputs]}
     * @param b {@code [outputs, rank]}, already scaled
     */
    record Delta(NDArray a, NDArray b) {}

    /** {@code manager} shall live as long as the graph is used. */
    LlamaGraph(LlamaWeights weights, NDManager manager) {
        this.weights = weights;
        this.shape = weights.shape();
        this.minusHalf = NativeArrays.of(manager, -0.5);
        this.epsilon = NativeArrays.of(manager, shape.epsilon());
    }

    /**
     * The cross-entropy of each target of the batch in nats, {@code [targets, 1]}; lives in {@code manager}.
     *
     * @param adapter for each block the matrices of each site
     */
    NDArray losses(PackedBatch batch, List<Map<Site, Delta>> adapter, NDManager manager) {
        Attention attention = new Attention(shape, batch, manager);
        NDArray predicting = selection(batch, manager);
        NDArray x = embedded(batch, manager);
        for (int layer = 0; layer < shape.layers(); layer++) {
            // Above the last attention nothing looks at the other rows any more.
            NDArray selection = layer == shape.layers() - 1 ? predicting : null;
            x = block(x, weights.blocks().get(layer), adapter.get(layer), attention, selection, manager);
        }
        NDArray logits = linear(normalised(x, weights.outputNorm()), weights.output(), null);
        NDArray targets = NativeArrays.of(manager, batch.targets(), new Shape(batch.targets().length, 1));
        return logits.logSoftmax(-1).gather(targets, 1).neg();
    }

    private NDArray embedded(PackedBatch batch, NDManager manager) {
        NDArray ids = NativeArrays.of(manager, batch.tokens(), new Shape(batch.rows()));
        return ids.getNDArrayInternal()
                .embedding(ids, weights.embedding(), SparseFormat.DENSE)
                .singletonOrThrow();
    }

    private NDArray block(
            NDArray input,
            LlamaWeights.Block block,
            Map<Site, Delta> deltas,
            Attention attention,
            @Nullable NDArray selection,
            NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            input.attach(scope);
            NDArray x = input;
            NDArray mixed =
                    attention.mix(projected(normalised(x, block.attentionNorm()), Site.ATTENTION_INPUT, block, deltas));
            if (selection != null) {
                mixed = selection.matMul(mixed);
                x = selection.matMul(x);
            }
            x = x.add(projected(mixed, Site.ATTENTION_OUTPUT, block, deltas));
            NDArray wide = projected(normalised(x, block.ffnNorm()), Site.FFN_INPUT, block, deltas);
            NDArray output = x.add(projected(gated(wide), Site.FFN_OUTPUT, block, deltas));
            output.attach(manager);
            return output;
        }
    }

    /** SwiGLU: the first half of the columns, through silu, times the second. */
    private NDArray gated(NDArray wide) {
        NDList halves = wide.split(new long[] {shape.ffnWidth()}, 1);
        NDArray gate = halves.get(0);
        return gate.mul(gate.getNDArrayInternal().sigmoid()).mul(halves.get(1));
    }

    /** {@code x·Wᵀ + (x·Aᵀ)·Bᵀ}. */
    private static NDArray projected(NDArray x, Site site, LlamaWeights.Block block, Map<Site, Delta> deltas) {
        Delta delta = Objects.requireNonNull(deltas.get(site));
        NDArray frozen = linear(x, Objects.requireNonNull(block.sites().get(site)), null);
        // A bias may be a whole matrix: this adds while it multiplies.
        return linear(linear(x, delta.a(), null), delta.b(), frozen);
    }

    /** RMSNorm. */
    private NDArray normalised(NDArray x, NDArray weight) {
        NDArray meanSquare = x.square().mean(LAST_AXIS, true);
        return x.mul(meanSquare.add(epsilon).pow(minusHalf)).mul(weight);
    }

    private static NDArray selection(PackedBatch batch, NDManager manager) {
        int rows = batch.rows();
        float[] selection = new float[batch.predicting().length * rows];
        for (int i = 0; i < batch.predicting().length; i++) {
            selection[i * rows + batch.predicting()[i]] = 1;
        }
        return NativeArrays.of(manager, selection, new Shape(batch.predicting().length, rows));
    }

    private static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }
}
