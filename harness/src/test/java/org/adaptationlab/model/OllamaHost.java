package org.adaptationlab.model;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A real Ollama on this machine for tests. The oldest: the one that {@code OLLAMA_HOST} names; else one started for the
 * test from the binary that {@code LAB_TEST_OLLAMA} (system property or environment) or the path names, on a free
 * loopback port and with an empty store; else the one at Ollama's usual address. The new one: started from the binary
 * that {@code LAB_TEST_OLLAMA_NEW} names, in the same way.
 */
public final class OllamaHost implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final @Nullable StartedServer started;
    private final @Nullable Path program;

    private OllamaHost(URI endpoint, @Nullable StartedServer started, @Nullable Path program) {
        this.endpoint = endpoint;
        this.started = started;
        this.program = program;
    }

    /** The oldest one; the test is skipped, or fails where it is required, when there is none. */
    public static OllamaHost require() {
        return require(TestedOllama.OLDEST);
    }

    /** The server; the test is skipped, or fails where it is required, when there is none. */
    public static OllamaHost require(TestedOllama version) {
        return version == TestedOllama.OLDEST
                ? Requirement.found(
                        version.requirement,
                        OllamaHost::find,
                        "start it with \"ollama serve\", or set LAB_TEST_OLLAMA to the path of its binary")
                : Requirement.found(
                        version.requirement,
                        () -> named(version).map(OllamaHost::start),
                        "set " + version.binarySetting + " to the path of its binary");
    }

    public URI endpoint() {
        return endpoint;
    }

    public OllamaRuntime runtime() {
        return OllamaFixture.runtime(endpoint);
    }

    /** Has {@code ollama create} make a model of a folder's Modelfile; the test is skipped where the program is not known. */
    public void create(String name, Path folder) throws IOException, InterruptedException {
        if (program == null) {
            throw new TestAbortedException("the Ollama at " + endpoint + " was not started here, so its program, which"
                    + " reads Modelfiles, is not known: set LAB_TEST_OLLAMA to the path of its binary");
        }
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "create", name, "-f", "Modelfile")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("create.log").toFile());
        builder.environment().put("OLLAMA_HOST", endpoint.getHost() + ":" + endpoint.getPort());
        builder.environment().put("HOME", folder.toString());
        if (builder.start().waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("create.log")));
        }
    }

    private static Optional<OllamaHost> find() {
        Optional<OllamaHost> usual = Optional.of(
                        new OllamaHost(OllamaRuntime.endpoint(null, System.getenv()), null, null))
                .filter(host -> host.runtime().answers());
        boolean named = !System.getenv().getOrDefault("OLLAMA_HOST", "").isEmpty();
        return named ? usual : binary().map(OllamaHost::start).or(() -> usual);
    }

    private static Optional<Path> named(TestedOllama version) {
        return Requirement.setting(version.binarySetting).map(Path::of);
    }

    private static Optional<Path> binary() {
        Optional<Path> named = named(TestedOllama.OLDEST);
        return named.isPresent()
                ? named
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "ollama"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    private static OllamaHost start(Path binary) {
        StartedServer server = StartedServer.start(
                (port, folder) -> {
                    ProcessBuilder builder = new ProcessBuilder(binary.toString(), "serve");
                    builder.environment().put("OLLAMA_HOST", "127.0.0.1:" + port);
                    builder.environment()
                            .put("OLLAMA_MODELS", folder.resolve("models").toString());
                    builder.environment().put("HOME", folder.toString());
                    return builder;
                },
                "/api/version",
                LIMIT);
        return new OllamaHost(server.endpoint(), server, binary);
    }

    /** Ends the server, if it was started here, and removes its store. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
