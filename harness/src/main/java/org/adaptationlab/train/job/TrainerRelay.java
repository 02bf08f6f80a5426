package org.adaptationlab.train.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;

/**
 * Starts a training process, hands it its job as a file, and tells on what it says. The process is gone when this
 * returns or throws.
 */
public final class TrainerRelay {

    private static final int KILLED = 137;
    private static final int SHOWN_LINES = 3;

    /** Told by the reader at the end of the child's output; no real line is empty. */
    private static final String END = "";

    private final Object job;
    private final List<Integer> steps;
    private final TrainingListener listener;
    private final Trainer.Finished finished;
    private int stepsOfFinished;

    /**
     * @param job what the process is told, as a record
     * @param steps optimiser steps of each of its trainings
     */
    public TrainerRelay(Object job, List<Integer> steps, TrainingListener listener, Trainer.Finished finished) {
        this.job = job;
        this.steps = List.copyOf(steps);
        this.listener = listener;
        this.finished = finished;
    }

    /** Makes the command of a process from the job's file. */
    @FunctionalInterface
    public interface Command {
        ProcessBuilder of(Path jobFile);
    }

    /**
     * Trains; see {@link Trainer#train}.
     *
     * @param folder takes the job and the process's log
     */
    public void run(Path folder, Command command) throws IOException {
        Path jobFile = folder.toAbsolutePath().resolve("job.json");
        Path log = folder.toAbsolutePath().resolve("log.txt");
        new ObjectMapper().writeValue(jobFile.toFile(), job);
        Process process = command.of(jobFile)
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            relay(process, log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("the training was interrupted; nothing of it is kept", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void relay(Process process, Path log) throws InterruptedException, IOException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, lines), "trainer-output");
        reader.setDaemon(true);
        reader.start();
        int open = steps.size();
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
            TrainerMessage message = TrainerMessage.parse(line).orElse(new TrainerMessage(null, null, null, null));
            if (message.step() != null) {
                step(message.step());
            } else if (message.stage() != null) {
                listener.stage(message.stage());
            } else if (message.failure() != null) {
                throw message.failure().exception();
            } else if (message.done() != null) {
                stepsOfFinished += steps.get(message.done().task());
                open--;
                finished.adapter(message.done());
            }
        }
        int exitCode = process.waitFor();
        if (open > 0) {
            throw ended(exitCode, log);
        }
    }

    private void step(TrainerMessage.Step step) {
        int all = steps.stream().mapToInt(Integer::intValue).sum();
        listener.step(stepsOfFinished + step.step(), all, step.loss());
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

    private static RuntimeException ended(int exitCode, Path log) throws IOException {
        if (exitCode == KILLED) {
            return new PrerequisiteException("the training process was killed, most likely for want of memory; close "
                    + "other programs; for an adapter lower batch-size or shorten the prompts, for an encoder train fewer"
                    + " layers");
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank())
                .toList();
        // The first lines are often warnings of libraries; the last ones say why.
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        return new RunFailedException("the training process ended without a result, exit code " + exitCode
                + (last.isEmpty() ? "" : "; it said: " + String.join(" / ", last)));
    }
}
