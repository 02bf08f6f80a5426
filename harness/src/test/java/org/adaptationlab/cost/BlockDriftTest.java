package org.adaptationlab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockDriftTest {

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void seesOtherWorkInTheMiddleOfABlock() {
        List<BlockDrift.Call> calls = steady(120);
        for (int i = 50; i < 80; i++) {
            calls.set(i, new BlockDrift.Call(calls.get(i).ms() * 1.5, 1));
        }

        assertThat(Objects.requireNonNull(BlockDrift.of(calls))).isBetween(0.3, 0.6);
    }

    @Test
    void isSmallOnASteadyMachineAndMovedByNoSingleCall() {
        List<BlockDrift.Call> calls = steady(120);
        calls.set(60, new BlockDrift.Call(1000.0, 1));

        assertThat(Objects.requireNonNull(BlockDrift.of(calls))).isLessThan(0.08);
    }

    @Test
    void isTheSlowestPartOverTheQuickest() {
        List<BlockDrift.Call> calls = new ArrayList<>(Collections.nCopies(15, new BlockDrift.Call(2.0, 1)));
        calls.addAll(Collections.nCopies(15, new BlockDrift.Call(3.0, 1)));

        assertThat(Objects.requireNonNull(BlockDrift.of(calls))).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void isNotKnownOfAShortBlock() {
        assertThat(BlockDrift.of(steady(29))).isNull();
    }

    /** Each call takes 50 ms and 1 ms a token, whatever the order: examples that get shorter are no slower machine. */
    @Test
    void seesNoDriftInExamplesThatAreSortedByLength() {
        List<BlockDrift.Call> calls = new ArrayList<>();
        for (int tokens = 120; tokens > 0; tokens--) {
            calls.add(new BlockDrift.Call(50 + tokens, tokens));
        }

        assertThat(Objects.requireNonNull(BlockDrift.of(calls))).isLessThan(1e-9);
    }

    /** Calls of about 3 ms, a tenth up or down. */
    private List<BlockDrift.Call> steady(int n) {
        List<BlockDrift.Call> calls = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            calls.add(new BlockDrift.Call(3 * (0.9 + 0.2 * random.nextDouble()), 1));
        }
        return calls;
    }
}
