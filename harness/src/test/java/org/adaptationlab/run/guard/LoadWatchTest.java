package org.adaptationlab.run.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.junit.jupiter.api.Test;

class LoadWatchTest {

    private static final double QUIET = 0.02;

    private final FakeRuntime runtime = new FakeRuntime(request -> "apple");
    private final Deque<Double> load = new ArrayDeque<>();

    @Test
    void oneBusyMomentIsNoLoad() {
        load.add(0.95);

        GuardResult found = afterBlocks(2);

        assertThat(found.status()).isEqualTo(Status.PASS);
        assertThat(found.detail()).contains("up to 2 % of the processors");
    }

    @Test
    void anIdleMachineIsLookedAtOnceAtEachEnd() {
        load.addAll(List.of(QUIET, QUIET, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.9));

        GuardResult found = afterBlocks(2);

        assertThat(found.detail()).contains("up to 60 % of the processors");
        assertThat(load).containsExactly(0.9);
    }

    @Test
    void aBlockThatIsBusyThroughoutIsFoundAmongQuietOnes() {
        load.addAll(List.of(QUIET, QUIET, 0.6, 0.7, 0.6, 0.5, 0.6, 0.7));

        GuardResult found = afterBlocks(3);

        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).contains("up to 60 % of the processors");
    }

    @Test
    void saysNothingOfAServerElsewhere() {
        runtime.moveAway();
        load.addAll(List.of(0.9, 0.9, 0.9, 0.9, 0.9, 0.9));

        GuardResult found = afterBlocks(1);

        assertThat(found.status()).isEqualTo(Status.PASS);
        assertThat(found.detail()).startsWith("not known: the server is on another machine");
    }

    private GuardResult afterBlocks(int blocks) {
        LoadWatch watch = new LoadWatch(runtime, () -> OptionalDouble.of(load.isEmpty() ? QUIET : load.pop()));
        try (ServedModel served = runtime.serve(Fixtures.base(), null, new SamplingOptions(0, 42, 16, 512))) {
            for (int block = 0; block < blocks; block++) {
                watch.blockBegins("mode " + block, served);
                watch.blockEnds("mode " + block, served);
            }
        }
        return watch.after(RunFixture.tickets()).get(0);
    }
}
