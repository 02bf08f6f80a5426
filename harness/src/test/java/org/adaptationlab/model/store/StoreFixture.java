package org.adaptationlab.model.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** A lab home with a catalogue of one model "m", and a server that has its file and can be told to misbehave. */
final class StoreFixture implements AutoCloseable {

    final byte[] content = new byte[300_000];
    final Path home;
    final Path ollama;
    final String sha256;
    final Listener listener = new Listener();
    /** {@code Range} header of each request, "" where there was none. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    volatile Answer answer = Answer.WHOLE;
    /** Requests wait for it to open. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    volatile long freeBytes = Long.MAX_VALUE;

    enum Answer {
        WHOLE,
        WRONG,
        CUT,
        NOT_FOUND,
        UNAVAILABLE,
        NO_RANGES,
        RANGE_REFUSED
    }

    StoreFixture(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        ollama = Files.createDirectories(folder.resolve("ollama/blobs"));
        new Random(1).nextBytes(content);
        Path sample = folder.resolve("sample");
        Files.write(sample, content);
        sha256 = Sha256.ofFile(sample);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/m.gguf", this::serve);
        server.start();
        catalogue("https: {url: \"" + address() + "\"}");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/m.gguf";
    }

    void catalogue(String sources) throws IOException {
        Files.writeString(home.resolve("models.yaml"), """
                models:
                  m:
                    architecture: llama
                    quantization: Q8_0
                    licence: MIT
                    file: m.gguf
                    bytes: %d
                    sha256: %s
                    sources: {%s}
                """.formatted(content.length, sha256, sources));
    }

    ModelStore store() {
        return new ModelStore(home, new OllamaBlob(List.of(ollama)), path -> freeBytes);
    }

    Path file() {
        return home.resolve("models/m.gguf");
    }

    Path part() throws IOException {
        return Files.createDirectories(home.resolve("models/.fetch-m.gguf")).resolve("download.part");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? "" : range);
        try (exchange) {
            gate.await();
            if (answer == Answer.NOT_FOUND) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (answer == Answer.UNAVAILABLE || (answer == Answer.RANGE_REFUSED && range != null)) {
                exchange.sendResponseHeaders(answer == Answer.UNAVAILABLE ? 503 : 416, -1);
                return;
            }
            boolean partial = range != null && answer != Answer.NO_RANGES;
            int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            int to = answer == Answer.CUT ? Math.min(content.length, from + 120_000) : content.length;
            byte[] bytes = content.clone();
            if (answer == Answer.WRONG) {
                bytes[content.length - 1]++;
            }
            exchange.sendResponseHeaders(partial ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(bytes, from, to - from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static final class Listener implements DownloadListener {

        final List<String> notes = Collections.synchronizedList(new ArrayList<>());
        final List<Long> progress = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void trying(String source) {
            // the tests look at the outcome
        }

        @Override
        public void progress(long bytes, long totalBytes) {
            progress.add(bytes);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }

    /** A script in place of Python. */
    static Path script(Path folder, String name, String... lines) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        return script;
    }
}
