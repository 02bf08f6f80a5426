package org.adaptationlab.model.openai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.process.ChildEnvironment;

/** A llama-server that the harness has started for itself, on a free port of this machine. It ends with the harness. */
final class StartedLlamaServer implements LlamaServer {

    private static final long POLL_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 20 * 60;
    private static final int KEPT_LINES = 30;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int KIB_PER_MIB = 1024;

    /**
     * Runs the server in a group of its own, which Ctrl-C in a terminal does not reach, until standard input ends: that is
     * also when the harness is killed.
     */
    private static final String UNTIL_INPUT_ENDS =
            "set -m 2>/dev/null; exec 3<&0; \"$@\" </dev/null & p=$!; (cat <&3 >/dev/null; kill $p 2>/dev/null) &"
                    + " wait $p";

    private final Process process;
    private final OpenAiAddress address;
    private final List<String> adapters;
    private final Deque<String> log = new ArrayDeque<>();
    private double startSeconds;

    private StartedLlamaServer(Process process, OpenAiAddress address, List<String> adapters) {
        this.process = process;
        this.address = address;
        this.adapters = List.copyOf(adapters);
    }

    /**
     * What is started.
     *
     * @param arguments of the user's own, such as those that put layers on a graphics card
     * @param adapters GGUF files, absolute
     * @param keepsPrompts whether it keeps prompts in memory beside those of its slots, for all adapters alike: that has to
     *     be turned off, since a prompt that was read with one adapter is another one's otherwise
     */
    record Plan(
            Path program,
            List<String> arguments,
            Path model,
            List<Path> adapters,
            int contextTokens,
            int slots,
            boolean keepsPrompts) {

        Plan {
            arguments = List.copyOf(arguments);
            adapters = List.copyOf(adapters);
        }

        private List<String> command(int port) {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(LlamaServerProgram.arguments(
                    model.toString(), adapters.stream().map(Path::toString).toList(), port, contextTokens, slots));
            if (keepsPrompts) {
                command.addAll(LlamaServerProgram.KEEP_NO_PROMPTS);
            }
            command.addAll(arguments);
            return command;
        }
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws PrerequisiteException when it cannot be started, or ends before it answers
     */
    static StartedLlamaServer start(Plan plan) {
        long start = System.nanoTime();
        try {
            int port = freePort();
            List<String> command = isUnix() ? underShell(plan.command(port)) : plan.command(port);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            ChildEnvironment.strip(builder.environment());
            StartedLlamaServer server = new StartedLlamaServer(
                    builder.start(),
                    new OpenAiAddress(URI.create("http://127.0.0.1:" + port + "/v1"), Map.of()),
                    plan.adapters().stream().map(Path::toString).toList());
            server.readLog();
            server.await(plan);
            server.startSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return server;
        } catch (IOException e) {
            throw new PrerequisiteException(
                    plan.program() + " cannot be started: " + e.getMessage() + "; name another llama-server with "
                            + LlamaServerProgram.VARIABLE,
                    e);
        }
    }

    private static List<String> underShell(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", UNTIL_INPUT_ENDS, "llama-server"), command.stream())
                .toList();
    }

    private static boolean isUnix() {
        return Files.isExecutable(Path.of("/bin/sh"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void readLog() {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            keep(line);
                        }
                    } catch (IOException e) {
                        // it ended
                    }
                },
                "llama-server-log");
        reader.setDaemon(true);
        reader.start();
    }

    private void keep(String line) {
        synchronized (log) {
            log.add(line);
            if (log.size() > KEPT_LINES) {
                log.remove();
            }
        }
    }

    private void await(Plan plan) {
        OpenAiModels server = new OpenAiModels(address, ApiKey.of(Map.of()));
        for (long waited = 0; waited < PATIENCE_SECONDS * 1000 / POLL_MILLIS; waited++) {
            try {
                server.ofServer("/health");
                return;
            } catch (IOException e) {
                pause();
            }
            if (!process.isAlive()) {
                break;
            }
        }
        String words = lastWords();
        close();
        throw new PrerequisiteException("the llama-server " + plan.program() + " does not serve " + plan.model() + ": "
                + (words.isEmpty() ? "it said nothing" : words)
                + "; look at its options (LAB_LLAMA_SERVER_ARGS), take a newer one, or run with --runtime embedded");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrerequisiteException("interrupted while the llama-server started", e);
        }
    }

    @Override
    public OpenAiAddress address() {
        return address;
    }

    @Override
    public List<String> adapters() {
        return adapters;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that speak of an error, else the last line. */
    @Override
    public String lastWords() {
        synchronized (log) {
            List<String> errors = log.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                    .toList();
            if (!errors.isEmpty()) {
                return String.join("; ", errors.subList(Math.max(0, errors.size() - 3), errors.size()));
            }
            return log.isEmpty() ? "" : log.getLast();
        }
    }

    @Override
    public OptionalDouble startSeconds() {
        return OptionalDouble.of(startSeconds);
    }

    /** That of the largest process it consists of. */
    @Override
    public OptionalLong peakRssMb() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> Path.of("/proc", String.valueOf(handle.pid()), "status"))
                .flatMapToLong(StartedLlamaServer::peakKib)
                .map(kib -> kib / KIB_PER_MIB)
                .max();
    }

    private static LongStream peakKib(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .boxed()
                    .toList()
                    .stream()
                    .mapToLong(Long::longValue);
        } catch (IOException | UncheckedIOException e) {
            return LongStream.empty(); // another system, or it has ended
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
