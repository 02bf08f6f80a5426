package org.adaptationlab.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that was started for a test, on a free loopback port and with a folder of its own, and that serves HTTP. */
final class StartedServer implements AutoCloseable {

    private static final int LOG_LINES = 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final Process process;
    private final Path folder;

    private StartedServer(URI endpoint, Process process, Path folder) {
        this.endpoint = endpoint;
        this.process = process;
        this.folder = folder;
    }

    /** How the program is told its port and its folder. */
    interface Program {
        ProcessBuilder on(int port, Path folder) throws IOException;
    }

    /**
     * A server that answers.
     *
     * @param readyPath what it answers with status 200 once it is ready, as in {@code /health}
     */
    static StartedServer start(Program program, String readyPath, Duration limit) {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("lab-server");
            Process process = program.on(port, folder)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("serve.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            StartedServer server = new StartedServer(URI.create("http://127.0.0.1:" + port), process, folder);
            server.awaitReady(readyPath, limit);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    URI endpoint() {
        return endpoint;
    }

    private void awaitReady(String path, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < end) {
                if (answers(path)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> log = Files.readAllLines(folder.resolve("serve.log"));
        close();
        throw new IOException("no server was ready in time at " + endpoint + ":\n"
                + String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size())));
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(endpoint.resolve(path))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it with all that it started, and removes its folder. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            children.forEach(ProcessHandle::destroyForcibly);
            delete(folder);
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
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
