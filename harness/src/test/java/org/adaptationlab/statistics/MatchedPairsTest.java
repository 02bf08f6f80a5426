package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchedPairsTest {

    /**
     * Interval and p of equivalence within 0.05 by {@code scipy.integrate.quad} over {@code scipy.stats.beta}, as in
     * {@code by_matched_pairs} of src/test/python/recompute/pairs.py, SciPy 1.17.1.
     */
    @ParameterizedTest
    @CsvSource({
        "120, 0, 0, -0.03027297257742009, 0.03027297257742009, 0.00212242637869817",
        "120, 6, 0, 0.0032360234787212104, 0.10565385451871101, 0.6063380008651863",
        "120, 5, 0, -0.0018578017402958577, 0.09455879997593716, 0.4415481583926012",
        "120, 22, 14, -0.039814963094043955, 0.17205848638905458, 0.689296842301087",
        "250, 4, 9, -0.054566355348289616, 0.012628856436613786, 0.04445485956060673",
        "10, 10, 0, 0.33801922902713505, 1.0, 1.0",
        "40, 20, 20, -0.3239643725255309, 0.3239643725255309, 0.43621223000887055",
        "1, 0, 1, -1.0, 0.95, 1.0",
        "1000, 130, 170, -0.07484033740493196, -0.0050798374564852014, 0.3001297394490495"
    })
    void agreesWithScipy(int n, int aOnly, int bOnly, double low, double high, double equivalence) {
        MatchedPairs pairs = new MatchedPairs(n, aOnly, bOnly);

        assertThat(pairs.interval(Level.FIVE_PERCENT).low()).isCloseTo(low, within(1e-9));
        assertThat(pairs.interval(Level.FIVE_PERCENT).high()).isCloseTo(high, within(1e-9));
        assertThat(pairs.equivalence(0.05)).isCloseTo(equivalence, within(1e-9));
    }

    @Test
    void leavesOutZeroExactlyWhereMcNemarFindsADifference() {
        for (int a = 0; a <= 30; a++) {
            for (int b = 0; b <= 30; b++) {
                MatchedPairs pairs = new MatchedPairs(100, a, b);
                Interval interval = pairs.interval(Level.FIVE_PERCENT);
                boolean found = pairs.p() < 0.05;
                assertThat(interval.low() > 0 || interval.high() < 0)
                        .as("%d against %d: %s", a, b, interval)
                        .isEqualTo(found);
            }
        }
    }

    @Test
    void isNeverCertainWhereNothingDiffers() {
        assertThat(new MatchedPairs(1, 0, 0).interval(Level.FIVE_PERCENT)).isEqualTo(new Interval(-0.975, 0.975));
        assertThat(new MatchedPairs(10_000, 0, 0).interval(Level.FIVE_PERCENT).high())
                .isGreaterThan(1e-4);
    }

    @Test
    void refusesWhatIsNoPairing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MatchedPairs(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MatchedPairs(5, 3, 3));
    }
}
