package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;

/** A route that answers JSON, errors as {@code {"error": …}} like Ollama. */
final class JsonRoute implements HttpHandler {

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String method;
    private final Answer answer;

    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException, BadRequest;
    }

    /** Makes a JSON object of a request's body. */
    @FunctionalInterface
    interface Document {
        ObjectNode of(JsonNode body) throws BadRequest;
    }

    private JsonRoute(String method, Answer answer) {
        this.method = method;
        this.answer = answer;
    }

    static JsonRoute get(Document document) {
        return new JsonRoute("GET", exchange -> send(exchange, 200, document.of(JSON.createObjectNode())));
    }

    static JsonRoute post(Document document) {
        return postTo(exchange -> send(exchange, 200, document.of(body(exchange))));
    }

    static JsonRoute postTo(Answer answer) {
        return new JsonRoute("POST", answer);
    }

    /** An object with the key {@code error}. */
    static ObjectNode error(String message) {
        return JSON.createObjectNode().put("error", message);
    }

    /** The request's body, a JSON object. */
    static JsonNode body(HttpExchange exchange) throws IOException, BadRequest {
        try (InputStream in = exchange.getRequestBody()) {
            JsonNode body = JSON.readTree(in.readAllBytes());
            if (!body.isObject()) {
                throw BadRequest.of("the request is not a JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw BadRequest.of("the request is not JSON: " + e.getOriginalMessage());
        }
    }

    static void send(HttpExchange exchange, int status, ObjectNode document) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(document);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (!exchange.getRequestMethod().equals(method)) {
                throw new BadRequest(405, "this address takes " + method);
            }
            answer.to(exchange);
        } catch (BadRequest e) {
            send(exchange, e.status(), error(e.reason()));
        } catch (RuntimeException e) { // the engine's, or our own bug: the client shall hear of it
            send(exchange, 500, error(e.toString()));
        } finally {
            exchange.close();
        }
    }
}
