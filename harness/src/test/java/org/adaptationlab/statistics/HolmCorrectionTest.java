package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolmCorrectionTest {

    /** {@code statsmodels.stats.multitest.multipletests([.01, .04, .03, .005, .5], method="holm")[1]}. */
    @Test
    void agreesWithStatsmodels() {
        assertThat(HolmCorrection.adjust(List.of(0.01, 0.04, 0.03, 0.005, 0.5)))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                .containsExactly(0.04, 0.09, 0.09, 0.025, 0.5);
    }

    @Test
    void neverExceedsOne() {
        assertThat(HolmCorrection.adjust(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
    }

    @Test
    void ofNoTestsIsNothing() {
        assertThat(HolmCorrection.adjust(List.of())).isEmpty();
    }
}
