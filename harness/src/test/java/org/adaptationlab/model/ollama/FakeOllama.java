package org.adaptationlab.model.ollama;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers /api/chat with what the test put in its queue, and remembers what it was asked. */
final class FakeOllama implements AutoCloseable {

    static final String DONE = "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"total_duration\":900000000,\"load_duration\":30000000,"
            + "\"prompt_eval_count\":42,\"prompt_eval_duration\":120500000,"
            + "\"eval_count\":3,\"eval_duration\":60000000}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    volatile String version = "0.17.4";

    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    FakeOllama() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/version", exchange -> respond(exchange, 200, "{\"version\":\"" + version + "\"}"));
        server.createContext("/api/chat", this::chat);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeOllama then(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** A whole answer of these lines. */
    FakeOllama thenLines(String... lines) {
        return then(exchange -> {
            stream(exchange, lines);
            exchange.close();
        });
    }

    FakeOllama thenError(int status, String body) {
        return then(exchange -> respond(exchange, status, body));
    }

    /** A line of an answer that brings this much text. */
    static String token(String jsonText) {
        return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + jsonText + "\"},\"done\":false}";
    }

    /** Begins an answer and leaves it open. */
    static void stream(HttpExchange exchange, String... lines) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        for (String line : lines) {
            exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            answers.remove().to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
