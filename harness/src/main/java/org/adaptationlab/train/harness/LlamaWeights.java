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
 * The frozen weights of a model as F32 arrays, which live as long as the manager they were read into.
 *
 * @param embedding {@code [vocabulary, width]}
 * @param output {@code [vocabulary, width]}; the embedding itself where they are tied
 * @param outputNorm {@code [width]}
 */
record LlamaWeights(LlamaShape shape, NDArray embedding, NDArray output, NDArray outputNorm, List<Block> blocks) {

    /**
     * One block.
     *
     * @param attentionNorm {@code [width]}
     * @param ffnNorm {@code [width]}
     * @param sites a matrix {@code [outputs, inputs]} for each site
     */
    record Block(NDArray attentionNorm, NDArray ffnNorm, Map<Site, NDArray> sites) {}

    static LlamaWeights read(GgufFile base, LlamaShape shape, NDManager manager) {
        Shape table = new Shape(shape.vocabulary(), shape.width());
        Shape vector = new Shape(shape.width());
        NDArray embedding = NativeArrays.of(manager, base.floats(LlamaShape.EMBEDDING), table);
        NDArray output = shape.tied() ? embedding : NativeArrays.of(manager, base.floats(LlamaShape.OUTPUT), table);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            Map<Site, NDArray> sites = new EnumMap<>(Site.class);
            for (Site site : Site.values()) {
                Shape matrix = new Shape(site.outputs(shape), site.inputs(shape));
                sites.put(site, NativeArrays.of(manager, stacked(base, layer, site, matrix.size()), matrix));
            }
            blocks.add(new Block(
                    NativeArrays.of(manager, base.floats(LlamaShape.attentionNorm(layer)), vector),
                    NativeArrays.of(manager, base.floats(LlamaShape.ffnNorm(layer)), vector),
                    sites));
        }
        NDArray outputNorm = NativeArrays.of(manager, base.floats(LlamaShape.OUTPUT_NORM), vector);
        return new LlamaWeights(shape, embedding, output, outputNorm, blocks);
    }

    private static float[] stacked(GgufFile base, int layer, Site site, long size) {
        float[] all = new float[Math.toIntExact(size)];
        int at = 0;
        for (Projection projection : site.projections()) {
            float[] one = base.floats(projection.tensor(layer));
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        return all;
    }
}
