package org.adaptationlab.train.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;

/** A llama model of two blocks with random weights, small enough to train in a unit test. */
public final class TinyLlama {

    public static final int VOCABULARY = 64;
    public static final int END = 2;

    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int KV_HEADS = 2;
    private static final int FFN = 48;
    private static final int LAYERS = 2;

    private TinyLlama() {}

    /** The model's metadata, with no tensors yet. */
    public static GgufWriter metadata(String architecture) {
        return metadata(architecture, 128);
    }

    private static GgufWriter metadata(String architecture, int context) {
        return new GgufWriter()
                .text("general.architecture", architecture)
                .u32("llama.block_count", LAYERS)
                .u32("llama.embedding_length", WIDTH)
                .u32("llama.feed_forward_length", FFN)
                .u32("llama.context_length", context)
                .u32("llama.attention.head_count", HEADS)
                .u32("llama.attention.head_count_kv", KV_HEADS)
                .f32("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .f32("llama.rope.freq_base", 10_000)
                .u32("tokenizer.ggml.eos_token_id", END);
    }

    public static GgufWriter tensors(GgufWriter out) {
        Random random = new Random(7);
        int head = WIDTH / HEADS;
        out.tensor("token_embd.weight", random(random, WIDTH * VOCABULARY, 1), WIDTH, VOCABULARY);
        out.tensor("output_norm.weight", random(random, WIDTH, 1), WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "blk." + layer + ".";
            out.tensor(block + "attn_norm.weight", random(random, WIDTH, 1), WIDTH);
            out.tensor(block + "ffn_norm.weight", random(random, WIDTH, 1), WIDTH);
            matrix(out, random, block + "attn_q.weight", WIDTH, HEADS * head);
            matrix(out, random, block + "attn_k.weight", WIDTH, KV_HEADS * head);
            matrix(out, random, block + "attn_v.weight", WIDTH, KV_HEADS * head);
            matrix(out, random, block + "attn_output.weight", HEADS * head, WIDTH);
            matrix(out, random, block + "ffn_gate.weight", WIDTH, FFN);
            matrix(out, random, block + "ffn_up.weight", WIDTH, FFN);
            matrix(out, random, block + "ffn_down.weight", FFN, WIDTH);
        }
        return out;
    }

    public static GgufFile write(Path file) throws IOException {
        return write(file, 128);
    }

    static GgufFile write(Path file, int context) throws IOException {
        tensors(metadata("llama", context)).write(file);
        return GgufFile.open(file);
    }

    private static void matrix(GgufWriter out, Random random, String name, int inputs, int outputs) {
        out.tensor(name, random(random, inputs * outputs, 1.5 / Math.sqrt(inputs)), inputs, outputs);
    }

    static float[] random(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
