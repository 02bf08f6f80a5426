package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.RandomTensors;
import org.adaptationlab.gguf.TensorType;

/** Writes models of known families with random weights: small, with rows that K types can hold, and complete enough to serve. */
final class RandomDecoder {

    static final int CONTEXT = 4096;

    private static final int WIDTH = 256;
    private static final int FFN = 256;
    private static final int HEADS = 4;
    private static final int KV_HEADS = 2;
    private static final int KEYS = KV_HEADS * DecoderFamily.HEAD;

    private final DecoderFamily family;
    private final TensorType type;
    private final Random random = new Random(7);
    private final GgufWriter out = new GgufWriter();

    private RandomDecoder(DecoderFamily family, TensorType type) {
        this.family = family;
        this.type = type;
    }

    /**
     * Writes one.
     *
     * @param type of its matrices, F16 or Q4_K
     */
    static void write(DecoderFamily family, TensorType type, Path file) throws IOException {
        RandomDecoder decoder = new RandomDecoder(family, type);
        decoder.describe();
        decoder.embeddings();
        for (int block = 0; block < family.blocks(); block++) {
            decoder.block("blk." + block + ".");
        }
        decoder.out.write(file);
    }

    private void describe() {
        String key = family.architecture() + ".";
        out.text("general.architecture", family.architecture())
                .u32(key + "block_count", family.blocks())
                .u32(key + "embedding_length", WIDTH)
                .u32(key + "feed_forward_length", FFN)
                .u32(key + "context_length", CONTEXT)
                .u32(key + "attention.head_count", HEADS)
                .u32(key + "attention.head_count_kv", KV_HEADS)
                .u32(key + "attention.key_length", DecoderFamily.HEAD)
                .u32(key + "attention.value_length", DecoderFamily.HEAD)
                .f32(key + "attention.layer_norm_rms_epsilon", 1e-6f);
        family.describePositions(out, random);
        ByteTokens.describe(out);
    }

    private void embeddings() {
        matrix("token_embd.weight", WIDTH, ByteTokens.VOCABULARY);
        if (family.output() == DecoderFamily.Output.OWN) {
            matrix("output.weight", WIDTH, ByteTokens.VOCABULARY);
        }
        norm("output_norm", WIDTH);
    }

    private void block(String block) {
        family.norms().forEach(name -> norm(block + name, WIDTH));
        if (family.hasNormedHeads()) {
            norm(block + "attn_q_norm", DecoderFamily.HEAD);
            norm(block + "attn_k_norm", DecoderFamily.HEAD);
        }
        if (family.isFused()) {
            matrix(block + "attn_qkv.weight", WIDTH, WIDTH + 2 * KEYS);
            matrix(block + "ffn_up.weight", WIDTH, 2 * FFN);
        } else {
            attention(block + "attn_q", WIDTH);
            attention(block + "attn_k", KEYS);
            attention(block + "attn_v", KEYS);
            matrix(block + "ffn_gate.weight", WIDTH, FFN);
            matrix(block + "ffn_up.weight", WIDTH, FFN);
        }
        matrix(block + "attn_output.weight", WIDTH, WIDTH);
        matrix(block + "ffn_down.weight", FFN, WIDTH);
    }

    private void attention(String name, int outputs) {
        matrix(name + ".weight", WIDTH, outputs);
        if (family.hasBiases()) {
            out.tensor(name + ".bias", RandomTensors.floats(random, outputs, 0, 0.5), outputs);
        }
    }

    private void norm(String name, int width) {
        out.tensor(name + ".weight", RandomTensors.floats(random, width, 1, 0.3), width);
    }

    private void matrix(String name, int inputs, int outputs) {
        double deviation = 1.5 / Math.sqrt(inputs);
        out.tensor(name, type, RandomTensors.matrix(type, random, inputs * outputs, deviation), inputs, outputs);
    }
}
