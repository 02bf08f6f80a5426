package org.adaptationlab.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Computes losses and gradients. A call leaves nothing behind in native memory. */
final class GradientStep {

    private final LlamaShape shape;
    private final LlamaGraph graph;
    private final NDManager manager;

    GradientStep(LlamaWeights weights, NDManager manager) {
        this.shape = weights.shape();
        this.manager = manager;
        this.graph = new LlamaGraph(weights, manager);
    }

    /** The summed cross-entropy of a pack, without gradients. */
    double loss(PackedBatch pack, LoraParameters parameters) {
        try (NDManager step = manager.newSubManager()) {
            return graph.loss(pack, arrays(parameters, step), step).getFloat();
        }
    }

    /**
     * The summed cross-entropy of a pack.
     *
     * @param weight what a token's loss counts in the gradient
     * @param gradients to which the gradient is added
     */
    double lossAndGradient(PackedBatch pack, LoraParameters parameters, double weight, float[] gradients) {
        try (NDManager step = manager.newSubManager()) {
            List<Map<Site, LlamaGraph.Delta>> adapter = arrays(parameters, step);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                for (Map<Site, LlamaGraph.Delta> deltas : adapter) {
                    for (LlamaGraph.Delta delta : deltas.values()) {
                        delta.a().setRequiresGradient(true);
                        delta.b().setRequiresGradient(true);
                    }
                }
                NDArray loss = graph.loss(pack, adapter, step);
                collector.backward(loss.mul(NativeArrays.of(step, weight)));
                collect(adapter, parameters, gradients);
                return loss.getFloat();
            }
        }
    }

    private void collect(List<Map<Site, LlamaGraph.Delta>> adapter, LoraParameters parameters, float[] gradients) {
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (Map.Entry<Site, LlamaGraph.Delta> entry : adapter.get(layer).entrySet()) {
                Site site = entry.getKey();
                LlamaGraph.Delta delta = entry.getValue();
                parameters.addGradientOfA(gradients, layer, site, gradient(delta.a()));
                parameters.addGradientOfB(gradients, layer, site, gradient(delta.b()));
            }
        }
    }

    private static float[] gradient(NDArray parameter) {
        try (NDArray gradient = parameter.getGradient()) {
            return gradient.toFloatArray();
        }
    }

    private List<Map<Site, LlamaGraph.Delta>> arrays(LoraParameters parameters, NDManager step) {
        List<Map<Site, LlamaGraph.Delta>> arrays = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            Map<Site, LlamaGraph.Delta> deltas = new EnumMap<>(Site.class);
            for (Site site : Site.values()) {
                int rank = parameters.rankOf(site);
                deltas.put(
                        site,
                        new LlamaGraph.Delta(
                                NativeArrays.of(step, parameters.a(layer, site), new Shape(rank, site.inputs(shape))),
                                NativeArrays.of(
                                        step, parameters.scaledB(layer, site), new Shape(site.outputs(shape), rank))));
            }
            arrays.add(deltas);
        }
        return arrays;
    }
}
