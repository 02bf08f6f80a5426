package org.adaptationlab.train.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.gguf.GgufFile;

/**
 * The frozen weights of a model, which live as long as the manager they were read into.
 *
 * @param embedding {@code [vocabulary, width]}
 * @param output {@code [vocabulary, width]}; the embedding's values where they are tied
 * @param outputNorm {@code [width]}
 */
record DecoderWeights(
        DecoderShape shape, NDArray embedding, FrozenMatrix output, NDArray outputNorm, List<Block> blocks) {

    /**
     * One block.
     *
     * @param norms a vector for each norm that the architecture has
     * @param sites a matrix {@code [outputs, inputs]} for each site
     * @param biases a vector {@code [outputs]} for each site that has one
     */
    record Block(Map<Norm, NDArray> norms, Map<Site, FrozenMatrix> sites, Map<Site, NDArray> biases) {}

    /** @param precision in which matrices are multiplied */
    static DecoderWeights read(GgufFile base, DecoderShape shape, Precision precision, NDManager manager) {
        Shape table = new Shape(shape.vocabulary(), shape.width());
        NDArray embedding = NativeArrays.of(manager, base.floats(DecoderShape.EMBEDDING), table);
        FrozenMatrix output = precision.matrix(
                shape.tied() ? embedding : NativeArrays.of(manager, base.floats(DecoderShape.OUTPUT), table));
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            blocks.add(block(base, layer, shape, precision, manager));
        }
        NDArray outputNorm = NativeArrays.of(manager, base.floats(DecoderShape.OUTPUT_NORM), new Shape(shape.width()));
        return new DecoderWeights(shape, embedding, output, outputNorm, blocks);
    }

    private static Block block(GgufFile base, int layer, DecoderShape shape, Precision precision, NDManager manager) {
        Block block = new Block(new EnumMap<>(Norm.class), new EnumMap<>(Site.class), new EnumMap<>(Site.class));
        for (Norm norm : shape.architecture().norms()) {
            Shape vector = new Shape(norm.width(shape));
            block.norms.put(norm, NativeArrays.of(manager, base.floats(norm.tensor(layer)), vector));
        }
        for (Site site : Site.values()) {
            Shape matrix = new Shape(shape.outputs(site), shape.inputs(site));
            float[] values = new float[Math.toIntExact(matrix.size())];
            float[] bias = new float[shape.outputs(site)];
            boolean biased = false;
            int row = 0;
            for (Projection projection : shape.projections(site)) {
                put(base, projection.tensor(layer), values, row * projection.inputs());
                if (base.tensor(projection.bias(layer)).isPresent()) {
                    put(base, projection.bias(layer), bias, row);
                    biased = true;
                }
                row += projection.outputs();
            }
            block.sites.put(site, precision.matrix(NativeArrays.of(manager, values, matrix)));
            if (biased) {
                block.biases.put(site, NativeArrays.of(manager, bias, new Shape(bias.length)));
            }
        }
        return block;
    }

    private static void put(GgufFile base, String tensor, float[] into, int at) {
        float[] values = base.floats(tensor);
        System.arraycopy(values, 0, into, at, values.length);
    }
}
