package org.adaptationlab.run.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdleLoadTest {

    @Test
    void seesWhatKeepsAllProcessorsBusy() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> spinners = Stream.generate(() -> new Thread(() -> {
                    while (!done.get()) {
                        Thread.onSpinWait();
                    }
                }))
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
        spinners.forEach(Thread::start);
        OptionalDouble busy;
        try {
            Thread.sleep(50);
            busy = new IdleLoad().busyShare();
        } finally {
            done.set(true);
        }
        for (Thread spinner : spinners) {
            spinner.join();
        }

        // not every sandbox lets its processors be seen
        assertThat(busy.orElse(1)).isBetween(0.5, 1.0);
    }
}
