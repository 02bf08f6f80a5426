package org.adaptationlab.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.process.ChildJvm;

/** Runs {@link TrainerProcess} in a JVM of its own, so that native memory and native crashes are not ours. */
final class TrainerChild {

    private static final int KILLED = 137;
    private static final int SHOWN_LINES = 3;

    /** Told by the reader at the end of the child's output; no real line is empty. */
    private static final String END = "";

    private final Path folder;
    private final int threads;

    /** {@code folder} takes the job, the child's log and its adapter. */
    TrainerChild(Path folder, int threads) {
        this.folder = folder.toAbsolutePath();
        this.threads = threads;
    }

    /**
     * Trains.
     *
     * @throws RunInterruptedException if this thread is interrupted; the child is gone then
     */
    TrainingLog run(TrainerJob job, MemoryNeed memory, TrainingListener listener) throws IOException {
        Path jobFile = folder.resolve("job.json");
        new ObjectMapper().writeValue(jobFile.toFile(), job);
        Process process = start(jobFile, memory);
        try {
            return relay(process, listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("the training was interrupted; nothing of it is kept", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Path jobFile, MemoryNeed memory) throws IOException {
        List<String> options =
                List.of("-Xmx" + memory.heap(), "-XX:MaxDirectMemorySize=" + memory.direct(), "-Dai.djl.offline=true");
        ProcessBuilder builder = ChildJvm.of(TrainerProcess.class, options, jobFile.toString())
                .directory(folder.toFile())
                .redirectError(folder.resolve("log.txt").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.put("MKL_NUM_THREADS", Integer.toString(threads));
        // Spinning threads and one other busy process on the same cores have been seen to cost a factor of 20.
        environment.put("OMP_WAIT_POLICY", "passive");
        environment.put("GOMP_SPINCOUNT", "1000");
        environment.put("OPT_OUT_TRACKING", "true");
        return builder.start();
    }

    private TrainingLog relay(Process process, TrainingListener listener) throws InterruptedException, IOException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, lines), "trainer-output");
        reader.setDaemon(true);
        reader.start();
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
            TrainerMessage message = TrainerMessage.parse(line).orElse(new TrainerMessage(null, null, null));
            if (message.step() != null) {
                TrainerMessage.Step step = message.step();
                listener.step(step.step(), step.steps(), step.loss());
            } else if (message.failure() != null) {
                throw message.failure().exception();
            } else if (message.done() != null) {
                return message.done();
            }
        }
        throw ended(process.waitFor());
    }

    private static void read(Process process, BlockingQueue<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // The child has been killed; the end below says it.
        } finally {
            lines.add(END);
        }
    }

    private RuntimeException ended(int exitCode) throws IOException {
        if (exitCode == KILLED) {
            return new PrerequisiteException("the training process was killed, most likely for want of memory; close "
                    + "other programs, lower batch-size, or shorten the prompts");
        }
        List<String> log = Files.readAllLines(folder.resolve("log.txt"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank())
                .limit(SHOWN_LINES)
                .toList();
        return new RunFailedException("the training process ended without a result, exit code " + exitCode
                + (log.isEmpty() ? "" : "; it said: " + String.join(" / ", log)));
    }
}
