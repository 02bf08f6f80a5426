package org.adaptationlab.gguf;

import static org.adaptationlab.gguf.Dequantizer.half;
import static org.adaptationlab.gguf.Dequantizer.high;
import static org.adaptationlab.gguf.Dequantizer.low;

import java.nio.ByteBuffer;

/**
 * The 4-bit types whose steps are not even: a nibble is an index into a table. Tables and formulas:
 * {@code kvalues_iq4nl} and {@code kvalues_mxfp4} in ggml-common.h, {@code dequantize_row_*} in ggml-quants.c.
 */
final class TableQuants {

    private static final int[] IQ4 = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    /** Twice the values of a 4-bit float; the factor is halved instead. */
    private static final int[] FP4 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

    private TableQuants() {}

    /** One half-precision factor, 16 bytes of nibbles. */
    static void iq4nl(ByteBuffer in, int at, float[] out, int to) {
        lookUp(IQ4, half(in, at), in, at + 2, out, to);
    }

    /** One half-precision factor, 2 bytes of high and 4 of low bits of eight 6-bit scales, 128 bytes of nibbles. */
    static void iq4xs(ByteBuffer in, int at, float[] out, int to) {
        float factor = half(in, at);
        int highBits = in.getShort(at + 2);
        for (int sub = 0; sub < 8; sub++) {
            int packed = in.get(at + 4 + sub / 2);
            int scale = (sub % 2 == 0 ? low(packed) : high(packed)) | (((highBits >> (2 * sub)) & 3) << 4);
            lookUp(IQ4, factor * (scale - 32), in, at + 8 + sub * 16, out, to + sub * 32);
        }
    }

    /** One byte that is the exponent of the factor, 16 bytes of nibbles. */
    static void mxfp4(ByteBuffer in, int at, float[] out, int to) {
        lookUp(FP4, Math.scalb(0.5f, Byte.toUnsignedInt(in.get(at)) - 127), in, at + 1, out, to);
    }

    /** 32 values: the lower halves of 16 bytes first, then the upper ones. */
    private static void lookUp(int[] table, float scale, ByteBuffer in, int at, float[] out, int to) {
        for (int i = 0; i < 16; i++) {
            int packed = in.get(at + i);
            out[to + i] = scale * table[low(packed)];
            out[to + 16 + i] = scale * table[high(packed)];
        }
    }
}
