package org.adaptationlab.gguf;

import static org.adaptationlab.gguf.Dequantizer.half;
import static org.adaptationlab.gguf.Dequantizer.high;
import static org.adaptationlab.gguf.Dequantizer.low;

import java.nio.ByteBuffer;

/**
 * The types whose blocks are 256 values in 8 or 16 sub-blocks, each with a scale (and a minimum) that is itself
 * quantised. Layouts and formulas: {@code block_q*_K} in ggml-common.h, {@code dequantize_row_q*_K} in ggml-quants.c.
 */
final class KQuants {

    private static final int VALUES = 256;

    private KQuants() {}

    /** 16 bytes of scales (low) and minima (high), 64 of bit pairs, half-precision factors of scales and minima. */
    static void q2k(ByteBuffer in, int at, float[] out, int to) {
        float factor = half(in, at + 80);
        float leastFactor = half(in, at + 82);
        for (int i = 0; i < VALUES; i++) {
            int scales = in.get(at + i / 16);
            out[to + i] = factor * low(scales) * bitPair(in, at + 16, i) - leastFactor * high(scales);
        }
    }

    /** 32 bytes of third bits, 64 of bit pairs, 12 of 6-bit scales, one half-precision factor. */
    static void q3k(ByteBuffer in, int at, float[] out, int to) {
        float factor = half(in, at + 108);
        for (int i = 0; i < VALUES; i++) {
            int four = (in.get(at + i % 32) >> (i / 32)) & 1;
            out[to + i] = factor * (scale3(in, at + 96, i / 16) - 32) * (bitPair(in, at + 32, i) + 4 * four - 4);
        }
    }

    /** Half-precision factors of scales and minima, 12 bytes of both, 128 of nibbles. */
    static void q4k(ByteBuffer in, int at, float[] out, int to) {
        for (int sub = 0; sub < 8; sub++) {
            float scale = half(in, at) * scale(in, at + 4, sub);
            float least = half(in, at + 2) * minimum(in, at + 4, sub);
            for (int lane = 0; lane < 32; lane++) {
                out[to + sub * 32 + lane] = scale * nibble(in, at + 16, sub, lane) - least;
            }
        }
    }

    /** As {@link #q4k}, with 32 bytes of fifth bits before the nibbles. */
    static void q5k(ByteBuffer in, int at, float[] out, int to) {
        for (int sub = 0; sub < 8; sub++) {
            float scale = half(in, at) * scale(in, at + 4, sub);
            float least = half(in, at + 2) * minimum(in, at + 4, sub);
            for (int lane = 0; lane < 32; lane++) {
                int sixteen = (in.get(at + 16 + lane) >> sub) & 1;
                out[to + sub * 32 + lane] = scale * (nibble(in, at + 48, sub, lane) + 16 * sixteen) - least;
            }
        }
    }

    /** 128 bytes of low nibbles, 64 of high bit pairs, 16 signed scales, one half-precision factor. */
    static void q6k(ByteBuffer in, int at, float[] out, int to) {
        float factor = half(in, at + 208);
        for (int i = 0; i < VALUES; i++) {
            int half = i / 128;
            int quarter = i % 128 / 32;
            int packed = in.get(at + half * 64 + quarter % 2 * 32 + i % 32);
            int low = quarter < 2 ? low(packed) : high(packed);
            int scale = in.get(at + 192 + i / 16);
            out[to + i] = factor * scale * (low + 16 * bitPair(in, at + 128, i) - 32);
        }
    }

    /** Bit pairs of 64 bytes: the first 32 bytes hold the first 128 values, four 32 apart from each other in a byte. */
    private static int bitPair(ByteBuffer in, int at, int index) {
        return (in.get(at + index / 128 * 32 + index % 32) >> (index % 128 / 32 * 2)) & 3;
    }

    /** Nibbles of 128 bytes: 32 bytes hold two sub-blocks, the first one in the lower halves. */
    private static int nibble(ByteBuffer in, int at, int sub, int lane) {
        int packed = in.get(at + sub / 2 * 32 + lane);
        return sub % 2 == 0 ? low(packed) : high(packed);
    }

    /** One of 16 scales of 6 bits: four in a nibble of the first 8 bytes, two in the last 4 bytes. */
    private static int scale3(ByteBuffer in, int at, int index) {
        int packed = in.get(at + index % 8);
        int pairs = in.get(at + 8 + index % 4);
        return (index < 8 ? low(packed) : high(packed)) | (((pairs >> (index / 4 * 2)) & 3) << 4);
    }

    /** One of 8 scales of 6 bits, as {@code get_scale_min_k4} has it. */
    private static int scale(ByteBuffer in, int at, int index) {
        return index < 4 ? in.get(at + index) & 63 : low(in.get(at + index + 4)) | topBits(in, at + index - 4);
    }

    /** One of 8 minima of 6 bits, as {@code get_scale_min_k4} has it. */
    private static int minimum(ByteBuffer in, int at, int index) {
        return index < 4 ? in.get(at + index + 4) & 63 : high(in.get(at + index + 4)) | topBits(in, at + index);
    }

    private static int topBits(ByteBuffer in, int at) {
        return ((in.get(at) >> 6) & 3) << 4;
    }
}
