package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

    @TempDir
    private Path folder;

    /** Holds the lock until its input ends. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            ProcessLock.holding(Path.of(args[0]), () -> {}, () -> {
                System.out.println("held");
                return System.in.read();
            });
        }
    }

    @Test
    void waitsForAnotherProcessAndSaysSo() throws Exception {
        Path file = folder.resolve("lock");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("held");
            List<String> order = new ArrayList<>();

            ProcessLock.holding(
                    file,
                    () -> {
                        order.add("waiting");
                        other.destroyForcibly(); // its end, however it comes, frees the lock
                    },
                    () -> order.add("working"));

            assertThat(order).containsExactly("waiting", "working");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void letsThreadsInOneByOne() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Integer> enter = () -> ProcessLock.holding(folder.resolve("lock"), () -> {}, () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            return inside.decrementAndGet();
        });
        for (Future<Integer> entered : threads.invokeAll(Collections.nCopies(40, enter))) {
            assertThat(entered.get()).isNotNegative();
        }
        threads.shutdown();

        assertThat(most).hasValue(1);
    }
}
