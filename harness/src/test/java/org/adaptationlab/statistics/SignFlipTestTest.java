package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SignFlipTestTest {

    /** {@code scipy.stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf).pvalue} */
    @Test
    void enumeratesAsScipyDoes() {
        assertThat(test(.5, -.25, .75, .1, .3, .2, -.05)).isEqualTo(new SignFlipTest(0.15625, null));
        assertThat(test(1, 1, 1, -1, 1, 1, 0, 1)).isEqualTo(new SignFlipTest(0.125, null));
    }

    @Test
    void findsNothingWhereNothingDiffers() {
        assertThat(test(0, 0, 0)).isEqualTo(new SignFlipTest(1, null));
        assertThat(test()).isEqualTo(new SignFlipTest(1, null));
    }

    @Test
    void isMcNemarsTestForRightAndWrong() {
        double[] differences = new double[100];
        Arrays.fill(differences, 0, 26, 1);
        Arrays.fill(differences, 26, 36, -1);
        double exact = new MatchedPairs(100, 26, 10).p();

        SignFlipTest drawn = test(differences);

        assertThat(drawn.p()).isCloseTo(exact, within(4 * Objects.requireNonNull(drawn.error())));
    }

    @Test
    void neverGivesAPOfZero() {
        double[] differences = new double[200];
        Arrays.fill(differences, 0.5);

        assertThat(test(differences).p()).isEqualTo(1.0 / 10_000);
    }

    /** Two thirds less one are one third also where files show 0.666667 and 0.333333. */
    @Test
    void isTheSameForTheSixDecimalsOfAFile() {
        SignFlipTest exact = test(2 / 3.0, -1 / 3.0, -1 / 3.0, 1 / 3.0, 1 / 3.0);

        assertThat(test(0.666667, -0.333333, -0.333333, 0.333333, 0.333333)).isEqualTo(exact);
    }

    private static SignFlipTest test(double... differences) {
        return SignFlipTest.of(differences, new RandomStream(1), 9_999);
    }
}
