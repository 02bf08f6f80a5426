package org.adaptationlab.train.encoder;

import static org.adaptationlab.model.embedding.BuiltInEncoder.EPSILON;
import static org.adaptationlab.model.embedding.BuiltInEncoder.HEADS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.LAYERS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.PARTS;
import static org.adaptationlab.model.embedding.BuiltInEncoder.WIDTH;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.train.harness.NativeArrays;

/**
 * The forward pass of the encoder. Each layer works in a manager of its own, so that what autograd does not keep is freed at
 * once. A result belongs to the manager of the array whose method was called; so that is never a weight.
 */
final class EncoderGraph {

    /** Far enough below any score to vanish in the softmax; an infinity could become NaN. */
    private static final float HIDDEN = -1e30f;

    private static final String EMBEDDINGS = "embeddings.";
    private static final int[] LAST_AXIS = {-1};

    private final float[] words;
    private final float[] positions;
    private final float[] type;
    private final NDArray gain;
    private final NDArray bias;
    private final NDArray scale;
    private final List<List<NDArray>> frozen = new ArrayList<>();

    /**
     * @param trained number of the first layer that is trained
     * @param manager shall live as long as the graph is used
     */
    EncoderGraph(BuiltInEncoder encoder, int trained, NDManager manager) {
        this.words = encoder.weights(EMBEDDINGS + "word_embeddings.weight");
        this.positions = encoder.weights(EMBEDDINGS + "position_embeddings.weight");
        this.type = encoder.weights(EMBEDDINGS + "token_type_embeddings.weight");
        this.gain = NativeArrays.of(manager, encoder.weights(EMBEDDINGS + "LayerNorm.weight"), new Shape(WIDTH));
        this.bias = NativeArrays.of(manager, encoder.weights(EMBEDDINGS + "LayerNorm.bias"), new Shape(WIDTH));
        this.scale = NativeArrays.of(manager, Math.sqrt((double) HEADS / WIDTH));
        for (int layer = 0; layer < trained; layer++) {
            List<NDArray> arrays = new ArrayList<>();
            for (String part : PARTS) {
                float[] weights = encoder.weights(BuiltInEncoder.name(layer, part));
                arrays.add(NativeArrays.of(manager, weights, EncoderParameters.shape(part)));
            }
            frozen.add(arrays);
        }
    }

    /**
     * The vectors of texts, of length 1, {@code [texts, width]}; lives in {@code manager}.
     *
     * @param trained arrays of the layers above the frozen ones
     */
    NDArray vectors(EncoderBatch batch, List<NDArray> trained, NDManager manager) {
        NDArray mask = mask(batch, manager);
        NDArray x = normalised(embedded(batch, manager), gain, bias);
        for (int layer = 0; layer < LAYERS; layer++) {
            int at = (layer - frozen.size()) * PARTS.size();
            List<NDArray> weights = layer < frozen.size() ? frozen.get(layer) : trained.subList(at, at + PARTS.size());
            x = layer(x, weights, mask, manager);
        }
        return unit(x.get(":, 0"));
    }

    /** Rows scaled to length 1. */
    static NDArray unit(NDArray rows) {
        return rows.div(rows.square().sum(LAST_AXIS, true).sqrt());
    }

    private NDArray embedded(EncoderBatch batch, NDManager manager) {
        int width = batch.width();
        float[] sums = new float[batch.texts() * width * WIDTH];
        for (int text = 0; text < batch.texts(); text++) {
            int[] tokens = batch.tokens().get(text);
            for (int place = 0; place < tokens.length; place++) {
                int at = (text * width + place) * WIDTH;
                for (int i = 0; i < WIDTH; i++) {
                    sums[at + i] = words[tokens[place] * WIDTH + i] + type[i] + positions[place * WIDTH + i];
                }
            }
        }
        return NativeArrays.of(manager, sums, new Shape(batch.texts(), width, WIDTH));
    }

    /** {@code [texts, 1, 1, places]}: 0, or far below where a text has ended. */
    private static NDArray mask(EncoderBatch batch, NDManager manager) {
        int width = batch.width();
        float[] mask = new float[batch.texts() * width];
        for (int text = 0; text < batch.texts(); text++) {
            for (int place = batch.tokens().get(text).length; place < width; place++) {
                mask[text * width + place] = HIDDEN;
            }
        }
        return NativeArrays.of(manager, mask, new Shape(batch.texts(), 1, 1, width));
    }

    /** @param w in the order of {@link BuiltInEncoder#PARTS} */
    private NDArray layer(NDArray x, List<NDArray> w, NDArray mask, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            x.attach(scope);
            NDArray q = heads(linear(x, w.get(0), w.get(1))).transpose(0, 2, 1, 3);
            NDArray k = heads(linear(x, w.get(2), w.get(3))).transpose(0, 2, 3, 1);
            NDArray v = heads(linear(x, w.get(4), w.get(5))).transpose(0, 2, 1, 3);
            NDArray seen = q.matMul(k).mul(scale).add(mask).softmax(-1).matMul(v);
            NDArray mixed = seen.transpose(0, 2, 1, 3).reshape(x.getShape());
            NDArray attended = normalised(x.add(linear(mixed, w.get(6), w.get(7))), w.get(8), w.get(9));
            NDArray wide =
                    linear(attended, w.get(10), w.get(11)).getNDArrayInternal().gelu();
            NDArray output = normalised(attended.add(linear(wide, w.get(12), w.get(13))), w.get(14), w.get(15));
            output.attach(manager);
            return output;
        }
    }

    /** {@code [texts, places, heads, width of a head]}. */
    private static NDArray heads(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), HEADS, WIDTH / HEADS);
    }

    private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return x.matMul(weight).add(bias);
    }

    private static NDArray normalised(NDArray x, NDArray gain, NDArray bias) {
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(WIDTH), gain, bias, (float) EPSILON)
                .singletonOrThrow();
    }
}
