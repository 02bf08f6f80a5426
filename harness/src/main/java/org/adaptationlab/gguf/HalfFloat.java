package org.adaptationlab.gguf;

/** IEEE 754 half precision; Java has it as a library call only from 20 on. */
final class HalfFloat {

    static final float LARGEST = 65_504f;

    /** The least float that is rounded to infinity: halfway between the largest half and the next power of two. */
    private static final float OVERFLOW = 65_520f;

    /** The least half that is not subnormal. */
    private static final float LEAST_NORMAL = 0x1p-14f;

    private HalfFloat() {}

    /** The number that the lower 16 bits stand for. */
    static float toFloat(int bits) {
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

    /** The nearest half, of two equally near ones the even one; infinity from 65520 on. */
    static short ofFloat(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (!(size < OVERFLOW)) {
            return (short) (sign | (Float.isNaN(value) ? 0x7e00 : 0x7c00));
        }
        if (size < LEAST_NORMAL) {
            // Subnormal halves are multiples of 2^-24; 1024 of them are the bits of the least normal one.
            return (short) (sign | (int) Math.rint(size * 0x1p24f));
        }
        int bits = Float.floatToRawIntBits(size);
        int even = (bits >>> 13) & 1;
        // A carry out of the mantissa raises the exponent, as it should. 112 is the difference of the two biases.
        return (short) (sign | (((bits + 0xfff + even) >>> 13) - (112 << 10)));
    }
}
