package org.adaptationlab.train.peft;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.problem.RunInterruptedException;
import org.jspecify.annotations.Nullable;

/** Programs that make and use a Python environment, found on the {@code PATH}. */
final class PythonProgram {

    private static final Pattern VERSION = Pattern.compile("Python 3\\.(\\d+)");

    /** The oldest that the pinned packages are made for. */
    private static final int OLDEST_MINOR = 10;

    private static final int VERSION_SECONDS = 20;

    private PythonProgram() {}

    /** The first Python that is new enough. */
    static Optional<Path> python(Map<String, String> environment) {
        return Stream.of("python3", "python", "python3.13", "python3.12", "python3.11", "python3.10")
                .flatMap(name -> find(name, environment).stream())
                .filter(python ->
                        minor(python).filter(minor -> minor >= OLDEST_MINOR).isPresent())
                .findFirst();
    }

    /** A program by name. */
    static Optional<Path> find(String name, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(name, name + ".exe")
                        .map(file -> Path.of(folder).resolve(file)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Integer> minor(Path python) {
        try {
            Process process = new ProcessBuilder(python.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS);
            Matcher version = VERSION.matcher(said);
            return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("interrupted while Python was asked for its version", e);
        }
    }

    /**
     * Runs a command in a folder to its end and tells each line that it writes. Its standard input stays open meanwhile.
     *
     * @param hub the model of the hub that it reads, null for none
     * @return the exit code
     * @throws RunInterruptedException if this thread is interrupted; the process is gone then
     */
    static int run(Path folder, List<String> command, @Nullable HubModel hub, Consumer<String> lines)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        TrainerVariables.keep(builder.environment(), hub);
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("interrupted; nothing of it is kept", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
