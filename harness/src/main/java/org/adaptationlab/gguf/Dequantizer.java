package org.adaptationlab.gguf;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns one block of stored values into floats. The formulas are those of {@code dequantize_row_*} in ggml-quants.c. Here
 * are the plain types; {@link KQuants} has those in super-blocks, {@link TableQuants} those that look values up.
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
                    case Q2_K -> KQuants::q2k;
                    case Q3_K -> KQuants::q3k;
                    case Q4_K -> KQuants::q4k;
                    case Q5_K -> KQuants::q5k;
                    case Q6_K -> KQuants::q6k;
                    case IQ4_NL -> TableQuants::iq4nl;
                    case IQ4_XS -> TableQuants::iq4xs;
                    case MXFP4 -> TableQuants::mxfp4;
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

    /** The lower four bits of a byte. */
    static int low(int packed) {
        return packed & 15;
    }

    /** The upper four bits of a byte. */
    static int high(int packed) {
        return (packed >> 4) & 15;
    }

    private static int fifthBit(int bits, int index) {
        return 16 * ((bits >>> index) & 1);
    }

    /** The half-precision number at {@code at}. */
    static float half(ByteBuffer in, int at) {
        return HalfFloat.toFloat(in.getShort(at));
    }
}
