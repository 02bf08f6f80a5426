package org.adaptationlab.model;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.Requirement;

/** A real llama-server, started for a test from the program that {@code LAB_TEST_LLAMA_SERVER} names. */
public final class LlamaServerHost implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final StartedServer server;

    private LlamaServerHost(StartedServer server) {
        this.server = server;
    }

    /** The program; the test is skipped, or fails where it is required, when there is none. */
    public static Path program() {
        return Requirement.found(
                "llama-server",
                () -> Optional.of(Requirement.setting("LAB_TEST_LLAMA_SERVER").orElse(""))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .filter(Files::isExecutable),
                "set LAB_TEST_LLAMA_SERVER to the path of llama.cpp's llama-server");
    }

    /**
     * A server that has loaded them; the test is skipped, or fails where it is required, when there is no program.
     *
     * @param adapters GGUF files; their numbers are their places in the list. None is in use where a call names none
     * @param options more of them, as on a command line
     */
    public static LlamaServerHost require(Path model, List<Path> adapters, String... options) {
        Path program = program();
        return new LlamaServerHost(StartedServer.start(
                (port, folder) -> {
                    List<String> command = new ArrayList<>(List.of(program.toString(), "--model", model.toString()));
                    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
                    // its cache in memory does not know with which adapter a prompt was read
                    command.addAll(List.of("--ctx-size", "1024", "--parallel", "1", "--cache-ram", "0"));
                    adapters.forEach(adapter -> command.addAll(List.of("--lora-scaled", adapter + ":0")));
                    command.addAll(List.of(options));
                    return new ProcessBuilder(command);
                },
                "/health",
                LIMIT));
    }

    /**
     * A server that a command starts and that is ready.
     *
     * @param command to which a port is added
     * @param environment variables beside those of this process
     */
    public static LlamaServerHost started(List<String> command, Map<String, String> environment) {
        return new LlamaServerHost(StartedServer.start(
                (port, folder) -> {
                    List<String> whole = new ArrayList<>(command);
                    whole.addAll(List.of("--port", Integer.toString(port)));
                    ProcessBuilder builder = new ProcessBuilder(whole);
                    builder.environment().putAll(environment);
                    return builder;
                },
                "/health",
                LIMIT));
    }

    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }
}
