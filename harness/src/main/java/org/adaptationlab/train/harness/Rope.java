package org.adaptationlab.train.harness;

/**
 * Rotary positions: pairs of values of a head are planes, and each is turned by an angle that grows with the position.
 *
 * @param pairs which values make up a plane
 * @param width values of a head that are turned, from the first on, even
 * @param base of the frequencies
 * @param divisors what each plane's frequency is divided by
 * @param length what turned values are multiplied by as well
 * @see <a href="https://arxiv.org/abs/2104.09864">Su et al., RoFormer</a>
 */
record Rope(Pairs pairs, int width, double base, double[] divisors, double length) {

    /** Which values make up a plane. */
    enum Pairs {
        /** 0 and 1, 2 and 3, and so on: llama, whose rows the conversion to GGUF has moved. */
        NEIGHBOURS,
        /** The first value and the first of the second half, and so on: as Hugging Face has it. */
        HALVES;

        int first(int plane) {
            return this == NEIGHBOURS ? 2 * plane : plane;
        }

        int second(int plane, int width) {
            return this == NEIGHBOURS ? 2 * plane + 1 : plane + width / 2;
        }
    }

    /** The angle of a plane, from 0 on, at a position, in radians. */
    double angle(int plane, int position) {
        return position * Math.pow(base, -2.0 * plane / width) / divisors[plane];
    }
}
