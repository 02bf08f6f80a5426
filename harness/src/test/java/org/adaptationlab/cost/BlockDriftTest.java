package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockDriftTest {

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void seesOtherWorkInTheMiddleOfABlock() {
        List<Double> pace = steady(120);
        for (int i = 50; i < 80; i++) {
            pace.set(i, pace.get(i) * 1.5);
        }

        assertThat(Objects.requireNonNull(BlockDrift.of(pace))).isBetween(0.3, 0.6);
    }

    @Test
    void isSmallOnASteadyMachineAndMovedByNoSingleCall() {
        List<Double> pace = steady(120);
        pace.set(60, 1000.0);

        assertThat(Objects.requireNonNull(BlockDrift.of(pace))).isLessThan(0.08);
    }

    @Test
    void isTheSlowestPartOverTheQuickest() {
        List<@Nullable Double> pace = new ArrayList<>(Collections.nCopies(15, 2.0));
        pace.add(null);
        pace.addAll(Collections.nCopies(15, 3.0));

        assertThat(Objects.requireNonNull(BlockDrift.of(pace))).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void isNotKnownOfAShortBlock() {
        assertThat(BlockDrift.of(steady(29))).isNull();
    }

    /** Calls of about 3 ms a token, a tenth up or down. */
    private List<Double> steady(int calls) {
        List<Double> pace = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            pace.add(3 * (0.9 + 0.2 * random.nextDouble()));
        }
        return pace;
    }
}
