package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of a server that keeps models: blobs, create, tags, load and unload, delete, and a chat that says
 * "left". Remembers all calls. */
public final class FakeOllamaStore implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Map<String, byte[]> blobs = new HashMap<>();
    public final List<String> models = new ArrayList<>();
    /** What the server says when it is to load a model, or "" for fine. */
    public String loadError = "";

    public String version = "0.12.5";
    /** Whether a request to make a model with an adapter is refused. */
    boolean refusesAdapters;
    /** How chats of models are rendered. */
    String template = "";
    /** What is loaded, as {@code /api/ps} lists it. */
    String running = "[]";

    private final HttpServer server;

    public FakeOllamaStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean upload = call.startsWith("POST /api/blobs/");
        calls.add(upload || body.length == 0 ? call : call + " " + new String(body, StandardCharsets.UTF_8));
        String digest = call.replaceFirst(".*sha256:", "");
        try (exchange) {
            if (upload) {
                blobs.put(digest, body);
                exchange.sendResponseHeaders(201, -1);
            } else if (call.startsWith("HEAD")) {
                exchange.sendResponseHeaders(blobs.containsKey(digest) ? 200 : 404, -1);
            } else if (call.equals("GET /api/version")) {
                answer(exchange, 200, "{\"version\":\"" + version + "\"}");
            } else if (call.equals("GET /api/tags")) {
                answer(exchange, 200, tags());
            } else if (call.equals("GET /api/ps")) {
                answer(exchange, 200, "{\"models\":" + running + "}");
            } else if (call.equals("POST /api/create")
                    && refusesAdapters
                    && JSON.readTree(body).has("adapters")) {
                answer(exchange, 400, "{\"error\":\"an adapter is no part of a model here\"}");
            } else if (call.equals("POST /api/create")) {
                models.add(JSON.readTree(body).path("model").asText());
                answer(exchange, 200, "{\"status\":\"success\"}");
            } else if (call.equals("POST /api/chat")) {
                answer(exchange, 200, FakeOllama.token("left") + "\n" + FakeOllama.DONE + "\n");
            } else if (call.equals("POST /api/pull")) {
                pull(exchange, JSON.readTree(body).path("model").asText());
            } else if (call.equals("POST /api/show")) {
                answer(
                        exchange,
                        200,
                        "{\"template\":\"" + template
                                + "\",\"capabilities\":[\"completion\"],\"model_info\":{\"general.architecture\":\"llama\",\"llama.context_length\":8192}}");
            } else if (call.equals("POST /api/generate") && !loadError.isEmpty()) {
                answer(exchange, 500, "{\"error\":\"" + loadError + "\"}");
            } else if (call.equals("DELETE /api/delete")) {
                models.remove(JSON.readTree(body).path("model").asText());
                exchange.sendResponseHeaders(200, -1);
            } else {
                answer(exchange, 200, "{\"done\":true,\"done_reason\":\"load\"}");
            }
        }
    }

    private void pull(HttpExchange exchange, String name) throws IOException {
        String layer = "{\"status\":\"pulling 3f8eb4da87fa\",\"digest\":\"sha256:3f\",\"total\":9";
        if (name.startsWith("nosuch")) {
            answer(
                    exchange,
                    200,
                    "{\"status\":\"pulling manifest\"}\n{\"error\":\"pull model manifest: file does not exist\"}\n");
        } else {
            models.add(name.contains(":") ? name : name + ":latest");
            answer(
                    exchange,
                    200,
                    "{\"status\":\"pulling manifest\"}\n" + layer + "}\n" + layer
                            + ",\"completed\":9}\n{\"status\":\"success\"}\n");
        }
    }

    private String tags() {
        ObjectNode tags = JSON.createObjectNode();
        for (String model : models) {
            JsonNode details = JSON.createObjectNode().put("quantization_level", "Q4_K_M");
            tags.withArray("models")
                    .addObject()
                    .put("name", model)
                    .put("digest", "d".repeat(64))
                    .put("size", 2_000_000)
                    .set("details", details);
        }
        return tags.toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
