package org.adaptationlab.train.harness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Computes losses and gradients. A call leaves nothing behind in native memory. */
final class GradientStep {

    private final DecoderShape shape;
    private final DecoderGraph graph;
    private final NDManager manager;

    GradientStep(DecoderWeights weights, NDManager manager) {
        this.shape = weights.shape();
        this.manager = manager;
        this.graph = new DecoderGraph(weights, manager);
    }

    /** The summed cross-entropy of a pack's answers, without gradients. */
    double loss(PackedBatch pack, LoraParameters parameters) {
        try (NDManager step = manager.newSubManager()) {
            return answers(pack, graph.losses(pack, arrays(parameters, step), step));
        }
    }

    /**
     * The summed cross-entropy of a pack's answers.
     *
     * @param answerWeight what the loss of an answer's token counts in the gradient
     * @param promptWeight and that of a prompt's token
     * @param gradients to which the gradient is added
     */
    double lossAndGradient(
            PackedBatch pack, LoraParameters parameters, double answerWeight, double promptWeight, float[] gradients) {
        try (NDManager step = manager.newSubManager()) {
            List<Map<Site, DecoderGraph.Delta>> adapter = arrays(parameters, step);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                for (Map<Site, DecoderGraph.Delta> deltas : adapter) {
                    for (DecoderGraph.Delta delta : deltas.values()) {
                        delta.a().setRequiresGradient(true);
                        delta.b().setRequiresGradient(true);
                    }
                }
                NDArray losses = graph.losses(pack, adapter, step);
                float[] weights = new float[pack.targets().length];
                Arrays.fill(weights, 0, pack.answers(), (float) answerWeight);
                Arrays.fill(weights, pack.answers(), weights.length, (float) promptWeight);
                collector.backward(losses.mul(NativeArrays.of(step, weights, losses.getShape()))
                        .sum());
                collect(adapter, parameters, gradients);
                return answers(pack, losses);
            }
        }
    }

    /** The token that the model says is likeliest in the place of each target of a pack. */
    int[] likeliest(PackedBatch pack, LoraParameters parameters) {
        try (NDManager step = manager.newSubManager()) {
            NDArray tokens = graph.logits(pack, arrays(parameters, step), step).argMax(-1);
            return Arrays.stream(tokens.toLongArray())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        }
    }

    private static double answers(PackedBatch pack, NDArray losses) {
        float[] each = losses.toFloatArray();
        double sum = 0;
        for (int i = 0; i < pack.answers(); i++) {
            sum += each[i];
        }
        return sum;
    }

    private void collect(List<Map<Site, DecoderGraph.Delta>> adapter, LoraParameters parameters, float[] gradients) {
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (Map.Entry<Site, DecoderGraph.Delta> entry : adapter.get(layer).entrySet()) {
                Site site = entry.getKey();
                DecoderGraph.Delta delta = entry.getValue();
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

    private List<Map<Site, DecoderGraph.Delta>> arrays(LoraParameters parameters, NDManager step) {
        List<Map<Site, DecoderGraph.Delta>> arrays = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            Map<Site, DecoderGraph.Delta> deltas = new EnumMap<>(Site.class);
            for (Site site : Site.values()) {
                int rank = parameters.rankOf(site);
                deltas.put(
                        site,
                        new DecoderGraph.Delta(
                                NativeArrays.of(step, parameters.a(layer, site), new Shape(rank, shape.inputs(site))),
                                NativeArrays.of(
                                        step, parameters.scaledB(layer, site), new Shape(shape.outputs(site), rank))));
            }
            arrays.add(deltas);
        }
        return arrays;
    }
}
