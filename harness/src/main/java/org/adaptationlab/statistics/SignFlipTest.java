package org.adaptationlab.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Paired permutation test of a mean difference: where two modes are equally good, each difference could as well have the
 * other sign. All sign patterns are enumerated where at most {@value #ENUMERATED} differences are not zero; else
 * random ones are drawn, and p is (as extreme + 1) / (drawn + 1), which keeps the level. With 0/1 scores it is the exact
 * McNemar test.
 *
 * <p>Source: E. J. G. Pitman, Significance tests which may be applied to samples from any populations, Supplement to the
 * Journal of the Royal Statistical Society 4 (1937), 119-130; B. Phipson, G. K. Smyth, Permutation p-values should never
 * be zero, Statistical Applications in Genetics and Molecular Biology 9 (2010), art. 39.
 *
 * @param p two-sided; 1 where nothing differs
 * @param error Monte-Carlo standard error of {@code p}, null where it is exact
 */
public record SignFlipTest(double p, @Nullable Double error) {

    static final int ENUMERATED = 16;

    /**
     * Tests differences, or the sums of them over clusters, which then flip together.
     *
     * @param flips patterns drawn where not all are enumerated
     */
    public static SignFlipTest of(double[] differences, RandomStream random, int flips) {
        double[] sizes = Arrays.stream(differences)
                .map(Math::abs)
                .filter(size -> size > 0)
                .toArray();
        // sums that are equal but for the rounding of what was added count as equal
        double limit = Math.abs(Arrays.stream(differences).sum()) - ScoreTable.ROUNDING * sizes.length;
        if (sizes.length == 0) {
            return new SignFlipTest(1, null);
        }
        if (sizes.length <= ENUMERATED) {
            return new SignFlipTest(enumerated(sizes, limit), null);
        }
        int extreme = 0;
        for (int flip = 0; flip < flips; flip++) {
            if (Math.abs(flippedSum(sizes, random)) >= limit) {
                extreme++;
            }
        }
        double p = (extreme + 1.0) / (flips + 1.0);
        return new SignFlipTest(p, Math.sqrt(p * (1 - p) / flips));
    }

    private static double enumerated(double[] sizes, double limit) {
        int patterns = 1 << sizes.length;
        int extreme = 0;
        for (int pattern = 0; pattern < patterns; pattern++) {
            double sum = 0;
            for (int i = 0; i < sizes.length; i++) {
                sum += (pattern >>> i & 1) == 0 ? sizes[i] : -sizes[i];
            }
            if (Math.abs(sum) >= limit) {
                extreme++;
            }
        }
        return (double) extreme / patterns;
    }

    private static double flippedSum(double[] sizes, RandomStream random) {
        double sum = 0;
        long bits = 0;
        for (int i = 0; i < sizes.length; i++) {
            bits = i % Long.SIZE == 0 ? random.nextBits() : bits >>> 1;
            sum += (bits & 1) == 0 ? sizes[i] : -sizes[i];
        }
        return sum;
    }
}
