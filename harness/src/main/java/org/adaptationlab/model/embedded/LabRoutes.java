package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;

/** The client side of what {@link OllamaServer} has besides Ollama's protocol. */
final class LabRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    /** Makes a client of the server at an address, whose path goes before the routes. */
    LabRoutes(URI endpoint) {
        this.endpoint = endpoint;
    }

    int[] promptTokens(List<ChatMessage> messages) throws IOException {
        return tokens(post("/lab/tokenize", chat(messages)));
    }

    int[] textTokens(String text) throws IOException {
        return tokens(post("/lab/tokenize", JsonRoute.JSON.createObjectNode().put("text", text)));
    }

    /** Tokens of a text in which special tokens are spelled out. */
    int[] specialTokens(String text) throws IOException {
        return tokens(post(
                "/lab/tokenize",
                JsonRoute.JSON.createObjectNode().put("text", text).put("special", true)));
    }

    String text(int[] tokens) throws IOException {
        ObjectNode body = JsonRoute.JSON.createObjectNode();
        body.putPOJO("tokens", tokens);
        return post("/lab/detokenize", body).path("text").asText();
    }

    String render(List<ChatMessage> messages) throws IOException {
        return post("/lab/render", chat(messages)).path("prompt").asText();
    }

    /** Peak resident memory of the process in MiB; empty where it can't be told, or the process is gone. */
    OptionalLong peakRssMb() {
        try {
            JsonNode peak = get("/lab/memory").path("peak_rss_mb");
            return peak.isNumber() ? OptionalLong.of(peak.asLong()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the process is there. */
    boolean answer() {
        try {
            return !get("/api/version").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static ObjectNode chat(List<ChatMessage> messages) {
        ObjectNode body = JsonRoute.JSON.createObjectNode();
        body.set("messages", ChatJson.messages(messages));
        return body;
    }

    private static int[] tokens(JsonNode answer) {
        return ChatJson.tokens(answer.path("tokens"));
    }

    private JsonNode get(String route) throws IOException {
        return send(request(route));
    }

    private JsonNode post(String route, JsonNode body) throws IOException {
        return send(request(route).POST(BodyPublishers.ofByteArray(JsonRoute.JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(endpoint + route)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode answer = JsonRoute.JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IOException(answer.path("error").asText());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the serving process");
        }
    }
}
