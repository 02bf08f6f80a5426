package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns floats into one block of stored values. Only types of 8 bits and more: what fewer bits lose is more than a LoRA
 * adapter changes.
 */
@FunctionalInterface
interface Quantizer {

    /**
     * Writes the block that begins with {@code in[from]} to {@code out} at {@code at} (absolute index, little endian).
     * What the type cannot hold is stored as an infinite factor or value.
     */
    void block(float[] in, int from, ByteBuffer out, int at);

    /** The writer of a type, empty if there is none. */
    static Optional<Quantizer> of(TensorType type) {
        return Optional.ofNullable(
                switch (type) {
                    case F32 -> (in, from, out, at) -> out.putFloat(at, in[from]);
                    case F16 -> (in, from, out, at) -> out.putShort(at, HalfFloat.ofFloat(in[from]));
                    case Q8_0 -> Quantizer::q8v0;
                    default -> null;
                });
    }

    /** As {@code quantize_row_q8_0_ref} in ggml-quants.c: the values are divided by the factor before it is rounded. */
    private static void q8v0(float[] in, int from, ByteBuffer out, int at) {
        float largest = 0;
        for (int i = 0; i < 32; i++) {
            largest = Math.max(largest, Math.abs(in[from + i]));
        }
        float factor = largest / 127;
        float inverse = factor == 0 ? 0 : 1 / factor;
        out.putShort(at, HalfFloat.ofFloat(factor));
        for (int i = 0; i < 32; i++) {
            out.put(at + 2 + i, (byte) rounded(in[from + i] * inverse));
        }
    }

    /** To the nearest integer, halves away from zero, as C's {@code roundf}; in double, where adding a half is exact. */
    private static int rounded(float value) {
        return (int) (value < 0 ? value - 0.5 : value + 0.5);
    }
}
