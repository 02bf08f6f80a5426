package org.adaptationlab.train.encoder;

import static org.adaptationlab.model.embedding.BuiltInEncoder.INNER;
import static org.adaptationlab.model.embedding.BuiltInEncoder.WIDTH;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.train.harness.NativeArrays;

/** The trained values, all in one array: those of the last layers, and at its end a vector for each label. */
final class EncoderParameters {

    private final int first;
    private final List<Tensor> tensors = new ArrayList<>();
    private final float[] values;

    /** A part of the array. */
    private record Tensor(String name, int from, Shape shape) {

        int to() {
            return from + Math.toIntExact(shape.size());
        }
    }

    /**
     * The weights as they are.
     *
     * @param layers trained, from the last one back
     * @param classes number of labels, whose vectors are zero at first
     */
    EncoderParameters(BuiltInEncoder encoder, int layers, int classes) {
        this.first = BuiltInEncoder.LAYERS - layers;
        int size = 0;
        for (int layer = first; layer < BuiltInEncoder.LAYERS; layer++) {
            for (String part : BuiltInEncoder.PARTS) {
                Tensor tensor = new Tensor(BuiltInEncoder.name(layer, part), size, shape(part));
                tensors.add(tensor);
                size = tensor.to();
            }
        }
        tensors.add(new Tensor("labels", size, new Shape(classes, WIDTH)));
        values = new float[size + classes * WIDTH];
        for (Tensor tensor : tensors.subList(0, tensors.size() - 1)) {
            float[] weights = encoder.weights(tensor.name);
            System.arraycopy(weights, 0, values, tensor.from, weights.length);
        }
    }

    /** The shape of a layer's tensor. */
    static Shape shape(String part) {
        boolean inner = part.startsWith("intermediate.");
        if (!part.endsWith("dense.weight") && !part.contains(".self.")) {
            return new Shape(inner ? INNER : WIDTH);
        }
        if (part.endsWith("bias")) {
            return new Shape(WIDTH);
        }
        return new Shape(part.equals("output.dense.weight") ? INNER : WIDTH, inner ? INNER : WIDTH);
    }

    /** The number of the first trained layer. */
    int first() {
        return first;
    }

    /** The values themselves, not a copy. */
    float[] values() {
        return values;
    }

    /** Number of values from which on they are those of the labels. */
    int labelsFrom() {
        return tensors.get(tensors.size() - 1).from;
    }

    /** The values as arrays, in their order: {@link BuiltInEncoder#PARTS} of each layer, then the labels. */
    List<NDArray> arrays(NDManager manager) {
        return tensors.stream()
                .map(tensor ->
                        NativeArrays.of(manager, Arrays.copyOfRange(values, tensor.from, tensor.to()), tensor.shape))
                .toList();
    }

    /** Adds the gradients of {@link #arrays} to those of the values. */
    void addGradients(List<NDArray> arrays, float[] gradients) {
        for (int i = 0; i < arrays.size(); i++) {
            try (NDArray gradient = arrays.get(i).getGradient()) {
                int at = tensors.get(i).from;
                for (float value : gradient.toFloatArray()) {
                    gradients[at++] += value;
                }
            }
        }
    }

    /** The trained values of the layers by their names. */
    Map<String, float[]> layers() {
        Map<String, float[]> layers = new HashMap<>();
        for (Tensor tensor : tensors.subList(0, tensors.size() - 1)) {
            layers.put(tensor.name, Arrays.copyOfRange(values, tensor.from, tensor.to()));
        }
        return layers;
    }
}
