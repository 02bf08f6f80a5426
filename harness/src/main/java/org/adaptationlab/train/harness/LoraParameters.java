package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.adaptationlab.gguf.LoraPair;

/**
 * The trained values, all in one array so that an optimiser needs to know nothing of matrices: for each block and
 * {@link Site} the A of its projections one below the other, then their B.
 */
final class LoraParameters {

    private final DecoderShape shape;
    private final int rank;
    private final float scale;
    private final float[] values;

    private LoraParameters(DecoderShape shape, int rank, float scale, float[] values) {
        this.shape = shape;
        this.rank = rank;
        this.scale = scale;
        this.values = values;
    }

    /** Starting values: A uniform in ±1/√inputs (as in the reference implementation of LoRA), B zero. */
    static LoraParameters start(DecoderShape shape, int rank, double alpha, long seed) {
        LoraParameters start = new LoraParameters(shape, rank, (float) (alpha / rank), new float[size(shape, rank)]);
        Random random = new Random(seed);
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (Site site : Site.values()) {
                float bound = (float) (1 / Math.sqrt(shape.inputs(site)));
                int from = start.offsetOfA(layer, site);
                for (int i = from; i < start.offsetOfB(layer, site); i++) {
                    start.values[i] = (2 * random.nextFloat() - 1) * bound;
                }
            }
        }
        return start;
    }

    /** Number of trained values. */
    static int size(DecoderShape shape, int rank) {
        return Math.multiplyExact(shape.layers(), blockSize(shape, rank));
    }

    /** The values themselves, not a copy. */
    float[] values() {
        return values;
    }

    /** A of a site, {@code rank · projections} rows of the site's inputs. */
    float[] a(int layer, Site site) {
        return Arrays.copyOfRange(values, offsetOfA(layer, site), offsetOfB(layer, site));
    }

    /** {@code alpha / rank · B} of a site, its outputs as rows of {@code rank · projections} values, block-diagonal. */
    float[] scaledB(int layer, Site site) {
        float[] packed = new float[shape.outputs(site) * rankOf(site)];
        eachOfB(layer, site, (at, in) -> packed[in] = values[at] * scale);
        return packed;
    }

    /** Adds the gradient of {@link #a}. */
    void addGradientOfA(float[] gradients, int layer, Site site, float[] gradient) {
        int from = offsetOfA(layer, site);
        for (int i = 0; i < gradient.length; i++) {
            gradients[from + i] += gradient[i];
        }
    }

    /** Adds to the gradient of B what follows from the gradient of {@link #scaledB}. */
    void addGradientOfB(float[] gradients, int layer, Site site, float[] gradient) {
        eachOfB(layer, site, (at, in) -> gradients[at] += gradient[in] * scale);
    }

    /** Columns of a site's packed B, rows of its packed A. */
    int rankOf(Site site) {
        return rank * shape.projections(site).size();
    }

    /** The matrices as an adapter holds them. */
    List<LoraPair> pairs() {
        List<LoraPair> pairs = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (Site site : Site.values()) {
                int a = offsetOfA(layer, site);
                int b = offsetOfB(layer, site);
                for (Projection projection : shape.projections(site)) {
                    int aEnd = a + rank * projection.inputs();
                    int bEnd = b + rank * projection.outputs();
                    pairs.add(new LoraPair(
                            projection.tensor(layer),
                            rank,
                            Arrays.copyOfRange(values, a, aEnd),
                            Arrays.copyOfRange(values, b, bEnd)));
                    a = aEnd;
                    b = bEnd;
                }
            }
        }
        return pairs;
    }

    @FunctionalInterface
    private interface Places {
        void visit(int inValues, int inPacked);
    }

    private void eachOfB(int layer, Site site, Places places) {
        int at = offsetOfB(layer, site);
        int row = 0;
        int columns = rankOf(site);
        for (int block = 0; block < shape.projections(site).size(); block++) {
            int outputs = shape.projections(site).get(block).outputs();
            for (int i = 0; i < outputs; i++, row++) {
                for (int j = 0; j < rank; j++) {
                    places.visit(at++, row * columns + block * rank + j);
                }
            }
        }
    }

    private int offsetOfA(int layer, Site site) {
        int offset = layer * blockSize(shape, rank);
        for (Site before : Site.values()) {
            if (before == site) {
                break;
            }
            offset += siteSize(shape, rank, before);
        }
        return offset;
    }

    private int offsetOfB(int layer, Site site) {
        return offsetOfA(layer, site) + rankOf(site) * shape.inputs(site);
    }

    private static int blockSize(DecoderShape shape, int rank) {
        return Arrays.stream(Site.values())
                .mapToInt(site -> siteSize(shape, rank, site))
                .sum();
    }

    private static int siteSize(DecoderShape shape, int rank, Site site) {
        return rank * (shape.projections(site).size() * shape.inputs(site) + shape.outputs(site));
    }
}
