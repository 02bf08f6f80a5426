package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumDetectableEffectTest {

    /**
     * The difference at which the power is 0.8 by {@code scipy.optimize.brentq}; power is the sum over k of
     * {@code binom.pmf(k, n, psi) * (binom.cdf(w, k, pi) + binom.sf(k - w - 1, k, pi))} with the largest w where
     * {@code 2 * binom.cdf(w, k, .5) < level} and {@code pi = (1 + d / psi) / 2}, psi being
     * d where that is larger; SciPy 1.17.1.
     */
    @ParameterizedTest
    @CsvSource({
        "120, 0.3, 0.05, 0.14439174424292778",
        "120, 0.3, 0.0125, 0.1684845757696435",
        "250, 0.3, 0.0125, 0.11767399466997656",
        "50, 0.3, 0.05, 0.21883081335296395",
        "250, 0.1, 0.05, 0.0578183493136284",
        "20, 0.3, 0.05, 0.36645935125413515",
        "15, 0.3, 0.01, 0.605643301299693",
        "6, 0.3, 0.05, 0.9634924839978662"
    })
    void agreesWithScipy(int n, double discordance, double level, double effect) {
        assertThat(MinimumDetectableEffect.of(n, discordance, new Level(level)).orElseThrow())
                .isCloseTo(effect, within(2e-9));
    }

    @Test
    void isNoneWhereEvenAllRightAgainstNoneRightWouldBeMissed() {
        assertThat(MinimumDetectableEffect.power(20, 0.3, 0.3, Level.FIVE_PERCENT))
                .isCloseTo(0.5836291705525188, within(1e-9));
        assertThat(MinimumDetectableEffect.of(5, 0.3, Level.FIVE_PERCENT)).isEmpty();
        assertThat(MinimumDetectableEffect.of(0, 0.3, Level.FIVE_PERCENT)).isEmpty();
    }
}
