package org.adaptationlab.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Stands before a real server on a loopback port, passes calls on, and does to chat calls what a test put in its queue. */
public final class FaultProxy implements AutoCloseable {

    private final URI target;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final AtomicInteger chats = new AtomicInteger();
    private final int port;
    private HttpServer server;
    private ExecutorService threads;

    /** What is done to one chat call. */
    @FunctionalInterface
    public interface Fault {

        /**
         * Treats one call.
         *
         * @param answer of the server: its lines, not read yet
         */
        void apply(HttpExchange exchange, Passage answer) throws IOException, InterruptedException;
    }

    /** Passes a call on to the server, when asked, and its lines back. */
    public final class Passage {

        private final HttpExchange exchange;
        private final byte[] body;

        private Passage(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        /** Passes this many lines on; the answer stays open. */
        public void lines(int count) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer = send(exchange, body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                for (int i = 0; i < count && line != null; i++) {
                    write(line + "\n");
                    line = lines.readLine();
                }
            }
        }

        public void write(String text) throws IOException {
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    public FaultProxy(URI target) throws IOException {
        this.target = target;
        start(0);
        this.port = server.getAddress().getPort();
    }

    /** Listens again after {@link #goAway}, on the same port. */
    public void comeBack() throws IOException {
        start(port);
    }

    /** Breaks every connection off and listens no more. */
    public void goAway() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void start(int at) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Chat calls so far. */
    public int chats() {
        return chats.get();
    }

    /** The next chat calls get these faults, one each. */
    public void then(Fault... next) {
        when("", next);
    }

    /** The next chat calls that have this text in their body get these faults, one each. */
    public void when(String text, Fault... next) {
        faults.computeIfAbsent(text, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    }

    private Fault fault(String body) {
        return faults.entrySet().stream()
                .filter(entry -> body.contains(entry.getKey()))
                .flatMap(entry -> Stream.ofNullable(entry.getValue().poll()))
                .findFirst()
                .orElse((exchange, answer) -> {
                    answer.lines(Integer.MAX_VALUE);
                    exchange.close();
                });
    }

    /** An error of the server, which never sees the call. */
    public static Fault status(int status, String error) {
        return (exchange, answer) -> {
            byte[] text = ("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        };
    }

    /** The connection breaks before the answer. */
    public static Fault resetBefore() {
        return (exchange, answer) -> {
            throw new IOException("reset");
        };
    }

    /** The connection breaks after this many lines. */
    public static Fault resetAfter(int lines) {
        return (exchange, answer) -> {
            answer.lines(lines);
            throw new IOException("reset");
        };
    }

    /** The answer ends, properly for HTTP, after this many lines. */
    public static Fault cutAfter(int lines) {
        return (exchange, answer) -> {
            answer.lines(lines);
            exchange.close();
        };
    }

    /** After this many lines comes something else. */
    public static Fault garbageAfter(int lines) {
        return (exchange, answer) -> {
            answer.lines(lines);
            answer.write("<html>502 Bad Gateway</html>\n");
            exchange.close();
        };
    }

    /** After this many lines nothing comes for long. */
    public static Fault stallAfter(int lines) {
        return (exchange, answer) -> {
            answer.lines(lines);
            Thread.sleep(60_000);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (exchange.getRequestURI().getPath().endsWith("/chat")
                    || exchange.getRequestURI().getPath().endsWith("/chat/completions")) {
                chats.incrementAndGet();
                fault(new String(body, StandardCharsets.UTF_8)).apply(exchange, new Passage(exchange, body));
            } else {
                pass(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = send(exchange, body);
        byte[] bytes = answer.body().readAllBytes();
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private HttpResponse<InputStream> send(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.toString() + exchange.getRequestURI()))
                .header("Content-Type", "application/json")
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    @Override
    public void close() {
        goAway();
    }
}
