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
 * The forward pass of a model with an adapter over one packed batch. Rows are tokens. Every block works in a
 * manager of its own, closed at its end, so that what autograd does not keep is freed at once. A result belongs to the manager of the
 * array whose method was called; so that is never a weight or a constant, or the whole graph would live as long as they.
 */
final class DecoderGraph {

    private final DecoderWeights weights;
    private final DecoderShape shape;
    private final RmsNorm rmsNorm;
    private final Gate gate;
    private final Gate.Constants gateConstants;
    private final @Nullable NDArray embeddingScale;

    /**
     * An adapter's matrices at one site.
     *
     * @param a {@code [rank, inputs]}
     * @param b {@code [outputs, rank]}, already scaled
     */
    record Delta(NDArray a, NDArray b) {}

    /** {@code manager} shall live as long as the graph is used. */
    DecoderGraph(DecoderWeights weights, NDManager manager) {
        this.weights = weights;
        this.shape = weights.shape();
        this.rmsNorm = new RmsNorm(shape.epsilon(), manager);
        this.gate = shape.architecture().gate();
        this.gateConstants = Gate.Constants.in(manager);
        double scale = shape.architecture().embeddingScale(shape.width());
        this.embeddingScale = scale == 1 ? null : NativeArrays.of(manager, scale);
    }

    /**
     * The cross-entropy of each target of the batch in nats, {@code [targets, 1]}; lives in {@code manager}.
     *
     * @param adapter for each block the matrices of each site
     */
    NDArray losses(PackedBatch batch, List<Map<Site, Delta>> adapter, NDManager manager) {
        NDArray targets = NativeArrays.of(manager, batch.targets(), new Shape(batch.targets().length, 1));
        return logits(batch, adapter, manager).logSoftmax(-1).gather(targets, 1).neg();
    }

    /** What the model says in the place of each target of the batch, {@code [targets, vocabulary]}. */
    NDArray logits(PackedBatch batch, List<Map<Site, Delta>> adapter, NDManager manager) {
        Attention attention = new Attention(shape, rmsNorm, batch, manager);
        NDArray predicting = NativeArrays.of(manager, batch.predicting(), new Shape(batch.predicting().length));
        NDArray tokens = NativeArrays.of(manager, batch.tokens(), new Shape(batch.rows()));
        NDArray x = rows(weights.embedding(), tokens, manager);
        if (embeddingScale != null) {
            x = x.mul(embeddingScale);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            // Above the last attention nothing looks at the other rows any more.
            NDArray selection = layer == shape.layers() - 1 ? predicting : null;
            x = block(x, layer, adapter.get(layer), attention, selection, manager);
        }
        return weights.output().times(rmsNorm.of(x, weights.outputNorm()), null);
    }

    private NDArray block(
            NDArray input,
            int layer,
            Map<Site, Delta> deltas,
            Attention attention,
            @Nullable NDArray selection,
            NDManager manager) {
        DecoderWeights.Block block = weights.blocks().get(layer);
        try (NDManager scope = manager.newSubManager()) {
            input.attach(scope);
            NDArray x = input;
            NDArray projected = projected(normalised(x, Norm.ATTENTION, block), Site.ATTENTION_INPUT, block, deltas);
            NDArray mixed = attention.mix(projected, layer, block.norms());
            if (selection != null) {
                mixed = rows(mixed, selection, scope);
                x = rows(x, selection, scope);
            }
            NDArray attended = projected(mixed, Site.ATTENTION_OUTPUT, block, deltas);
            x = x.add(normalised(attended, Norm.AFTER_ATTENTION, block));
            NDArray wide = projected(normalised(x, Norm.FFN, block), Site.FFN_INPUT, block, deltas);
            NDArray narrow = projected(gated(wide), Site.FFN_OUTPUT, block, deltas);
            NDArray output = x.add(normalised(narrow, Norm.AFTER_FFN, block));
            output.attach(manager);
            return output;
        }
    }

    /** The first half of the columns, through the gate's function, times the second. */
    private NDArray gated(NDArray wide) {
        NDList halves = wide.split(new long[] {shape.ffnWidth()}, 1);
        return gate.through(halves.get(0), gateConstants).mul(halves.get(1));
    }

    /** {@code x·Wᵀ + bias + (x·Aᵀ)·Bᵀ}. */
    private static NDArray projected(NDArray x, Site site, DecoderWeights.Block block, Map<Site, Delta> deltas) {
        Delta delta = Objects.requireNonNull(deltas.get(site));
        FrozenMatrix weight = Objects.requireNonNull(block.sites().get(site));
        NDArray frozen = weight.times(x, block.biases().get(site));
        // A bias may be a whole matrix: this adds while it multiplies.
        return linear(linear(x, delta.a(), null), delta.b(), frozen);
    }

    /** As it is where the architecture has no such norm. */
    private NDArray normalised(NDArray x, Norm norm, DecoderWeights.Block block) {
        NDArray weight = block.norms().get(norm);
        return weight == null ? x : rmsNorm.of(x, weight);
    }

    /** Rows of a matrix by their numbers, in a manager. */
    private static NDArray rows(NDArray matrix, NDArray numbers, NDManager manager) {
        NDArray rows = numbers.getNDArrayInternal()
                .embedding(numbers, matrix, SparseFormat.DENSE)
                .singletonOrThrow();
        rows.attach(manager);
        return rows;
    }

    private static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }
}
