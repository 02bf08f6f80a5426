package org.adaptationlab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTest {

    @Test
    void isSharedByComparisonsAndBothSides() {
        assertThat(Level.FIVE_PERCENT.sharedBy(5)).isEqualTo(new Level(0.01));
        assertThat(Level.FIVE_PERCENT.tail()).isEqualTo(0.025);
        assertThat(Level.FIVE_PERCENT.z()).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(Level.FIVE_PERCENT.rejects(0.05)).isFalse();
        assertThat(Level.FIVE_PERCENT.rejects(0.0499)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.05, Double.NaN})
    void refusesWhatIsNoChance(double alpha) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Level(alpha));
    }
}
