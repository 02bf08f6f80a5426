package org.adaptationlab.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerWords;
import org.jspecify.annotations.Nullable;

/** {@code GET /models}: what a server says it serves. */
final class OpenAiModels {

    /** Loading an adapter takes a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final OpenAiAddress address;
    private final ApiKey key;

    /**
     * A model of the list.
     *
     * @param contextTokens size of its window, as vLLM tells it; null where the server does not say
     * @param owner who has made the server, by its own word; "" where it does not say
     * @param root the weights behind it, as vLLM tells it; null where the server does not say
     * @param parent the base of an adapter, as vLLM tells it; null for no adapter, and where the server does not say
     */
    record Listed(
            String id,
            @Nullable Integer contextTokens,
            String owner,
            @Nullable String root,
            @Nullable String parent) {

        /** Ollama lists the tag {@code latest} that a name without a tag means. */
        boolean isCalled(String name) {
            return id.equals(name) || id.equals(name + ":latest");
        }
    }

    OpenAiModels(OpenAiAddress address, ApiKey key) {
        this.address = address;
        this.key = key;
    }

    /**
     * The models of the server.
     *
     * @throws HttpRefusal when the server answers with an HTTP error; some have no list (404, 405)
     * @throws IOException when no server answers, or something else than such a list
     */
    List<Listed> list() throws IOException {
        JsonNode answer = get(address.of("/models"));
        JsonNode data = answer.isArray() ? answer : answer.path("data"); // some leave the object around it out
        if (!data.isArray()) {
            throw HttpRefusal.within("the answer to " + address.base() + "/models is no list of models");
        }
        List<Listed> models = new ArrayList<>();
        for (JsonNode model : data) {
            JsonNode window = model.path("max_model_len");
            models.add(new Listed(
                    model.path("id").asText(),
                    window.canConvertToInt() ? window.intValue() : null,
                    model.path("owned_by").asText(""),
                    text(model.path("root")),
                    text(model.path("parent"))));
        }
        return models;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }

    /** Where the server is. */
    URI place() {
        return address.base();
    }

    /** Something that a server of this kind has beside the protocol. */
    JsonNode ofServer(String path) throws IOException {
        return get(address.ofServer(path));
    }

    /** What the server says to a question that it has beside the protocol. */
    JsonNode askServer(String path, JsonNode body) throws IOException {
        return parse(send(posting(address.ofServer(path), body)));
    }

    /** What the server says to a question of the protocol. */
    JsonNode ask(String path, JsonNode body) throws IOException {
        return parse(send(posting(address.of(path), body)));
    }

    /**
     * Sends a command of the server's own; the answer is only looked at for errors.
     *
     * @throws HttpRefusal when the server refuses
     */
    void post(String path, ObjectNode body) throws IOException {
        send(posting(address.of(path), body));
    }

    private HttpRequest posting(URI resource, JsonNode body) {
        return request(resource)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    private JsonNode get(URI resource) throws IOException {
        return parse(send(request(resource).build()));
    }

    private HttpRequest.Builder request(URI resource) {
        HttpRequest.Builder request = HttpRequest.newBuilder(resource).timeout(PATIENCE);
        if (key.value() != null) {
            request.header("Authorization", "Bearer " + key.value());
            if (address.isAzure()) {
                key.azureHeader().forEach(request::header);
            }
        }
        return request;
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new HttpRefusal(response.statusCode(), response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode parse(String body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw HttpRefusal.unreadable("the answer is no JSON: " + ServerWords.shorten(body), e);
        }
    }
}
