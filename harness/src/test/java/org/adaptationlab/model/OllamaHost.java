package org.adaptationlab.model;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.jspecify.annotations.Nullable;

/**
 * A real Ollama on this machine for tests: the one that {@code OLLAMA_HOST} names; else one started for the test from
 * the binary that {@code LAB_TEST_OLLAMA} (system property or environment) or the path names, on a free loopback port
 * and with an empty store; else the one at Ollama's usual address.
 */
public final class OllamaHost implements AutoCloseable {

    private static final int READY_TRIES = 150;

    private final URI endpoint;
    private final @Nullable Process process;
    private final @Nullable Path store;

    private OllamaHost(URI endpoint, @Nullable Process process, @Nullable Path store) {
        this.endpoint = endpoint;
        this.process = process;
        this.store = store;
    }

    /** The server; the test is skipped, or fails where it is required, when there is none. */
    public static OllamaHost require() {
        return Requirement.found(
                "ollama",
                OllamaHost::find,
                "start it with \"ollama serve\", or set LAB_TEST_OLLAMA to the path of its binary");
    }

    public URI endpoint() {
        return endpoint;
    }

    public OllamaRuntime runtime() {
        return OllamaFixture.runtime(endpoint);
    }

    private static Optional<OllamaHost> find() {
        Optional<OllamaHost> usual = Optional.of(
                        new OllamaHost(OllamaRuntime.endpoint(null, System.getenv()), null, null))
                .filter(host -> host.runtime().answers());
        boolean named = !System.getenv().getOrDefault("OLLAMA_HOST", "").isEmpty();
        return named ? usual : binary().map(OllamaHost::start).or(() -> usual);
    }

    private static Optional<Path> binary() {
        Optional<Path> named = Requirement.setting("LAB_TEST_OLLAMA").map(Path::of);
        return named.isPresent()
                ? named
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "ollama"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    private static OllamaHost start(Path binary) {
        try {
            String address = "127.0.0.1:" + freePort();
            Path store = Files.createTempDirectory("lab-ollama");
            ProcessBuilder builder = new ProcessBuilder(binary.toString(), "serve")
                    .redirectErrorStream(true)
                    .redirectOutput(store.resolve("serve.log").toFile());
            builder.environment().put("OLLAMA_HOST", address);
            builder.environment().put("OLLAMA_MODELS", store.resolve("models").toString());
            builder.environment().put("HOME", store.toString());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            OllamaHost host = new OllamaHost(URI.create("http://" + address), process, store);
            host.awaitReady();
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        try (OllamaRuntime runtime = runtime()) {
            for (int i = 0; i < READY_TRIES; i++) {
                if (runtime.answers()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IOException("Ollama was not ready in time at " + endpoint);
    }

    /** Ends the server, if it was started here, and removes its store. */
    @Override
    public void close() {
        if (process == null || store == null) {
            return;
        }
        Stream<ProcessHandle> runners = process.descendants();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                runners.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            delete(store);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
