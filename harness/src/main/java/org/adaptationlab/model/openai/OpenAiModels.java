package org.adaptationlab.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI endpoint;
    private final ApiKey key;

    /**
     * A model of the list.
     *
     * @param contextTokens size of its window, as vLLM tells it; null where the server does not say
     */
    record Listed(String id, @Nullable Integer contextTokens) {

        /** Ollama lists the tag {@code latest} that a name without a tag means. */
        boolean isCalled(String name) {
            return id.equals(name) || id.equals(name + ":latest");
        }
    }

    OpenAiModels(URI endpoint, ApiKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * The models of the server.
     *
     * @throws HttpRefusal when the server answers with an HTTP error; some have no list (404, 405)
     * @throws IOException when no server answers, or something else than such a list
     */
    List<Listed> list() throws IOException {
        JsonNode data = get().path("data");
        if (!data.isArray()) {
            throw HttpRefusal.within("the answer to " + endpoint + "/models is no list of models");
        }
        List<Listed> models = new ArrayList<>();
        for (JsonNode model : data) {
            JsonNode window = model.path("max_model_len");
            models.add(new Listed(model.path("id").asText(), window.canConvertToInt() ? window.intValue() : null));
        }
        return models;
    }

    private JsonNode get() throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint + "/models")).timeout(PATIENCE);
        if (key.value() != null) {
            request.header("Authorization", "Bearer " + key.value());
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new HttpRefusal(response.statusCode(), response.body());
            }
            return parse(response.body());
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
