package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns one block of stored values into floats. The formulas are those of {@code dequantize_row_*} in ggml-quants.c.
 */
@FunctionalInterface
interface Dequantizer {

    /** Reads the block at {@code in} (absolute index, little endian) into {@code out} from index {@code to} on. */
    void block(ByteBuffer in, int at, float[] out, int to);

    /** The reader of a type, empty if there is none. */
    static Optional<Dequantizer> of(TensorType type) {
        return Optional.ofNullable(
                switch (type) {
                    case F32 -> (in, at, out, to) -> out[to] = in.getFloat(at);
                    case F16 -> (in, at, out, to) -> out[to] = half(in, at);
                    case BF16 -> (in, at, out, to) -> out[to] = Float.intBitsToFloat(in.getShort(at) << 16);
                    case Q4_0 -> Dequantizer::q4v0;
                    case Q4_1 -> Dequantizer::q4v1;
                    case Q5_0 -> Dequantizer::q5v0;
                    case Q5_1 -> Dequantizer::q5v1;
                    case Q8_0 -> Dequantizer::q8v0;
                    case Q6_K -> Dequantizer::q6k;
                    default -> null;
                });
    }

    private static void q4v0(ByteBuffer in, int at, float[] out, int to) {
        float scale = half(in, at);
        for (int i = 0; i < 16; i++) {
            int packed = in.get(at + 2 + i);
            out[to + i] = (low(packed) - 8) * scale;
            out[to + 16 + i] = (high(packed) - 8) * scale;
        }
    }

    private static void q4v1(ByteBuffer in, int at, float[] out, int to) {
        float scale = half(in, at);
        float least = half(in, at + 2);
        for (int i = 0; i < 16; i++) {
            int packed = in.get(at + 4 + i);
            out[to + i] = low(packed) * scale + least;
            out[to + 16 + i] = high(packed) * scale + least;
        }
    }

    private static void q5v0(ByteBuffer in, int at, float[] out, int to) {
        float scale = half(in, at);
        int fifths = in.getInt(at + 2);
        for (int i = 0; i < 16; i++) {
            int packed = in.get(at + 6 + i);
            out[to + i] = (low(packed) + fifthBit(fifths, i) - 16) * scale;
            out[to + 16 + i] = (high(packed) + fifthBit(fifths, i + 16) - 16) * scale;
        }
    }

    private static void q5v1(ByteBuffer in, int at, float[] out, int to) {
        float scale = half(in, at);
        float least = half(in, at + 2);
        int fifths = in.getInt(at + 4);
        for (int i = 0; i < 16; i++) {
            int packed = in.get(at + 8 + i);
            out[to + i] = (low(packed) + fifthBit(fifths, i)) * scale + least;
            out[to + 16 + i] = (high(packed) + fifthBit(fifths, i + 16)) * scale + least;
        }
    }

    private static void q8v0(ByteBuffer in, int at, float[] out, int to) {
        float scale = half(in, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = in.get(at + 2 + i) * scale;
        }
    }

    /** 128 bytes of low nibbles, 64 of high bit pairs, 16 signed scales, one half-precision factor. */
    private static void q6k(ByteBuffer in, int at, float[] out, int to) {
        float factor = half(in, at + 208);
        for (int i = 0; i < 256; i++) {
            int half = i / 128;
            int quarter = i % 128 / 32;
            int lane = i % 32;
            int packed = in.get(at + half * 64 + quarter % 2 * 32 + lane);
            int low = quarter < 2 ? low(packed) : high(packed);
            int high = (in.get(at + 128 + half * 32 + lane) >> (quarter * 2)) & 3;
            int scale = in.get(at + 192 + i / 16);
            out[to + i] = factor * scale * (low + 16 * high - 32);
        }
    }

    private static int low(int packed) {
        return packed & 15;
    }

    private static int high(int packed) {
        return (packed >> 4) & 15;
    }

    private static int fifthBit(int bits, int index) {
        return 16 * ((bits >>> index) & 1);
    }

    /** IEEE 754 half precision at {@code at}; Java has it as a library call only from 20 on. */
    private static float half(ByteBuffer in, int at) {
        int bits = in.getShort(at);
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0) {
            float tiny = mantissa * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | (wide << 23) | (mantissa << 13));
    }
}
