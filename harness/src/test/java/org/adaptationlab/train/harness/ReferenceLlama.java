package org.adaptationlab.train.harness;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.train.job.TokenSequence;

/** A llama forward pass in plain loops and double precision, one sequence at a time, as simple as it can be. */
final class ReferenceLlama {

    private static final double ROPE_BASE = 10_000;

    private final GgufFile base;
    private final DecoderShape shape;
    private final double scale;
    private final Map<String, LoraPair> adapter = new HashMap<>();

    ReferenceLlama(GgufFile base, DecoderShape shape, LoraParameters parameters, double scale) {
        this.base = base;
        this.shape = shape;
        this.scale = scale;
        parameters.pairs().forEach(pair -> adapter.put(pair.module(), pair));
    }

    /** The summed cross-entropy of the answer. */
    double loss(TokenSequence sequence) {
        double[][] x = new double[sequence.length()][];
        float[] embedding = base.floats(DecoderShape.EMBEDDING);
        for (int t = 0; t < x.length; t++) {
            x[t] = row(embedding, sequence.token(t));
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            double[][] mixed = attention(x, layer);
            for (int t = 0; t < x.length; t++) {
                add(x[t], times("attn_output", layer, mixed[t]));
                double[] h = normalised(x[t], Norm.FFN.tensor(layer));
                double[] gate = times("ffn_gate", layer, h);
                double[] up = times("ffn_up", layer, h);
                for (int i = 0; i < gate.length; i++) {
                    gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
                }
                add(x[t], times("ffn_down", layer, gate));
            }
        }
        double loss = 0;
        for (int i = 0; i < sequence.answer().length; i++) {
            double[] h = normalised(x[sequence.prompt().length - 1 + i], DecoderShape.OUTPUT_NORM);
            double sum = 0;
            for (int token = 0; token < shape.vocabulary(); token++) {
                sum += Math.exp(dot(row(embedding, token), h, 0, 0, h.length));
            }
            loss += Math.log(sum) - dot(row(embedding, sequence.answer()[i]), h, 0, 0, h.length);
        }
        return loss;
    }

    private double[][] attention(double[][] x, int layer) {
        double[][] q = new double[x.length][];
        double[][] k = new double[x.length][];
        double[][] v = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] h = normalised(x[t], Norm.ATTENTION.tensor(layer));
            q[t] = turned(times("attn_q", layer, h), t);
            k[t] = turned(times("attn_k", layer, h), t);
            v[t] = times("attn_v", layer, h);
        }
        int width = shape.headWidth();
        double[][] mixed = new double[x.length][shape.heads() * width];
        for (int head = 0; head < shape.heads(); head++) {
            int kvHead = head / (shape.heads() / shape.kvHeads());
            for (int t = 0; t < x.length; t++) {
                double sum = 0;
                double[] weights = new double[t + 1];
                for (int s = 0; s <= t; s++) {
                    weights[s] = Math.exp(dot(q[t], k[s], head * width, kvHead * width, width) / Math.sqrt(width));
                    sum += weights[s];
                }
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < width; i++) {
                        mixed[t][head * width + i] += weights[s] / sum * v[s][kvHead * width + i];
                    }
                }
            }
        }
        return mixed;
    }

    private double[] turned(double[] heads, int position) {
        double[] out = new double[heads.length];
        for (int i = 0; i < heads.length; i += 2) {
            double angle = position * Math.pow(ROPE_BASE, -(double) (i % shape.headWidth()) / shape.headWidth());
            out[i] = heads[i] * Math.cos(angle) - heads[i + 1] * Math.sin(angle);
            out[i + 1] = heads[i] * Math.sin(angle) + heads[i + 1] * Math.cos(angle);
        }
        return out;
    }

    private double[] times(String part, int layer, double[] x) {
        String tensor = "blk." + layer + "." + part + ".weight";
        float[] weight = base.floats(tensor);
        LoraPair pair = Objects.requireNonNull(adapter.get(tensor));
        double[] out = new double[weight.length / x.length];
        for (int rank = 0; rank < pair.rank(); rank++) {
            double low = 0;
            for (int i = 0; i < x.length; i++) {
                low += pair.a()[rank * x.length + i] * x[i];
            }
            for (int o = 0; o < out.length; o++) {
                out[o] += scale * pair.b()[o * pair.rank() + rank] * low;
            }
        }
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < x.length; i++) {
                out[o] += weight[o * x.length + i] * x[i];
            }
        }
        return out;
    }

    private double[] normalised(double[] x, String weights) {
        float[] weight = base.floats(weights);
        double inverse = 1 / Math.sqrt(dot(x, x, 0, 0, x.length) / x.length + shape.epsilon());
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] * inverse * weight[i];
        }
        return out;
    }

    private double[] row(float[] matrix, int row) {
        double[] out = new double[shape.width()];
        for (int i = 0; i < out.length; i++) {
            out[i] = matrix[row * out.length + i];
        }
        return out;
    }

    private static void add(double[] to, double[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }

    private static double dot(double[] a, double[] b, int fromA, int fromB, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[fromA + i] * b[fromB + i];
        }
        return sum;
    }
}
