package org.adaptationlab.model.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An OpenAI-compatible server that answers with what the test put in its queue, and remembers what it was asked. */
public final class FakeOpenAi implements AutoCloseable {

    static final String STOP =
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null,\"odd\":[1]}";
    static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":42,\"completion_tokens\":7,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":4,\"new\":1}},\"service_tier\":\"x\"}";

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    public final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    public final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    /** What the server lists, or a status when it begins with a digit. */
    public volatile String models =
            "{\"object\":\"list\",\"data\":[{\"id\":\"base\",\"max_model_len\":8192},{\"id\":\"triage\"}]}";

    /** The adapters of a llama-server. */
    public volatile String adapters = "[]";

    private volatile @Nullable Answer usual;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public FakeOpenAi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", this::list);
        server.createContext("/v1/chat/completions", this::chat);
        server.createContext("/lora-adapters", exchange -> say(exchange, adapters));
        server.createContext("/props", exchange -> say(exchange, "{}"));
        server.start();
    }

    /** Answers a question beside the protocol by its body, and remembers that. */
    FakeOpenAi at(String path, UnaryOperator<String> answer) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            say(exchange, answer.apply(body));
        });
        return this;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** A streamed answer of these events and the end. */
    public FakeOpenAi thenEvents(String... events) {
        answers.add(exchange -> stream(exchange, events));
        return this;
    }

    /** Says this whenever nothing else is in the queue. */
    public FakeOpenAi otherwise(String text) {
        usual = exchange -> stream(exchange, text(text), STOP, USAGE, "[DONE]");
        return this;
    }

    /** Says what the function makes of the body of a request, whenever nothing else is in the queue. */
    public FakeOpenAi answering(UnaryOperator<String> byBody) {
        usual = exchange -> stream(exchange, text(byBody.apply(bodies.get(bodies.size() - 1))), STOP, USAGE, "[DONE]");
        return this;
    }

    private static void stream(HttpExchange exchange, String... events) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String event : events) {
            exchange.getResponseBody().write((": comment\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    FakeOpenAi thenError(int status, String body) {
        answers.add(exchange -> respond(exchange, status, body));
        return this;
    }

    /** An event that brings this much text. */
    static String text(String jsonText) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + jsonText
                + "\"},\"finish_reason\":null}]}";
    }

    private void list(HttpExchange exchange) throws IOException {
        noteKey(exchange);
        boolean refuses = Character.isDigit(models.charAt(0));
        try (exchange) {
            respond(exchange, refuses ? Integer.parseInt(models.substring(0, 3)) : 200, models);
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        noteKey(exchange);
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try (exchange) {
            Answer next = answers.isEmpty() ? usual : answers.remove();
            Objects.requireNonNull(next, "no answer is left").to(exchange);
        }
    }

    private static void say(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            respond(exchange, 200, json);
        }
    }

    private void noteKey(HttpExchange exchange) {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
