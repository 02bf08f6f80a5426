package org.adaptationlab.statistics;

/**
 * The 95 % score interval of a rate.
 *
 * <p>Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
 */
public final class WilsonInterval {

    private static final double Z = Level.FIVE_PERCENT.z();

    private WilsonInterval() {}

    /**
     * The interval of {@code right / n}.
     *
     * @param right 0 to {@code n}; a fraction where an example's score is the mean of its repetitions
     * @param n number of examples, above 0; a fraction where it is an effective number
     */
    public static Interval of(double right, double n) {
        if (!(n > 0 && right >= 0 && right <= n)) {
            throw new IllegalArgumentException(right + " of " + n);
        }
        double rate = right / n;
        double scale = 1 + Z * Z / n;
        double center = (rate + Z * Z / (2 * n)) / scale;
        double half = Z / scale * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4.0 * n * n));
        // at the ends the formula gives the rate itself, but for the last bit
        return new Interval(right == 0 ? 0 : center - half, right == n ? 1 : center + half);
    }
}
