package org.adaptationlab.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A search service or a reranker on this machine that answers as a test says. */
public final class FakeSearch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it was asked. */
    public final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Function<JsonNode, String> answers;

    /** @param answers body for a query; one that is no object is sent with the status 500 */
    public FakeSearch(UnaryOperator<String> answers) throws IOException {
        this((JsonNode question) -> answers.apply(question.path("query").asText()));
    }

    private FakeSearch(Function<JsonNode, String> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/search", this::answer);
        server.start();
    }

    /** A reranker that gives each document a score. */
    public static FakeSearch reranker(ToDoubleFunction<String> scores) throws IOException {
        return new FakeSearch((JsonNode question) -> {
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode results = answer.putArray("results");
            for (int i = question.path("documents").size() - 1; i >= 0; i--) {
                String document = question.at("/documents/" + i).asText();
                results.addObject().put("index", i).put("relevance_score", scores.applyAsDouble(document));
            }
            return answer.toString();
        });
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/search");
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
        asked.add(question);
        String answer = answers.apply(question);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.startsWith("{") ? 200 : 500, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
