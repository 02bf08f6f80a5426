package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.model.call.RefusedException;
import org.adaptationlab.model.call.ServerWords;

/**
 * The calls of Ollama's protocol that LangChain4j does not have. Each throws {@link RefusedException} for an HTTP error
 * and another IOException where no server answers.
 */
final class OllamaApi {

    private static final Duration QUICK = Duration.ofSeconds(10);
    /** Reading gigabytes into memory, or over a network. */
    private static final Duration SLOW = Duration.ofMinutes(30);

    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(QUICK)
            .build();
    private final URI endpoint;

    /**
     * A model as the server lists it.
     *
     * @param name with its tag, such as {@code llama3.1:8b}
     * @param digest of the whole model, 64 hex digits
     */
    record Listed(String name, String digest, String quantization) {}

    OllamaApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    String version() throws IOException {
        JsonNode version =
                send("GET", "/api/version", BodyPublishers.noBody(), QUICK).path("version");
        if (!version.isTextual()) {
            throw new IOException("the server's answer to /api/version has no version");
        }
        return version.textValue();
    }

    /** All models that the server has. */
    List<Listed> tags() throws IOException {
        List<Listed> models = new ArrayList<>();
        for (JsonNode model :
                send("GET", "/api/tags", BodyPublishers.noBody(), QUICK).path("models")) {
            models.add(new Listed(
                    model.path("name").asText(),
                    model.path("digest").asText().replaceFirst("^sha256:", ""),
                    model.at("/details/quantization_level").asText()));
        }
        return models;
    }

    /** The model of this name; a name without a tag means the tag {@code latest}. */
    Optional<Listed> find(String name) throws IOException {
        String tagged = name.substring(name.lastIndexOf('/') + 1).contains(":") ? name : name + ":latest";
        return tags().stream().filter(model -> model.name().equals(tagged)).findFirst();
    }

    boolean hasBlob(String sha256) throws IOException {
        try {
            send("HEAD", "/api/blobs/sha256:" + sha256, BodyPublishers.noBody(), QUICK);
            return true;
        } catch (RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Uploads a file, with its length ahead; the server verifies the sum. */
    void putBlob(Path file, String sha256) throws IOException {
        send("POST", "/api/blobs/sha256:" + sha256, BodyPublishers.ofFile(file), SLOW);
    }

    /** Makes a model of a GGUF blob. */
    void createFromFile(String name, String fileName, String sha256) throws IOException {
        ObjectNode body = body(name);
        body.putObject("files").put(fileName, "sha256:" + sha256);
        create(body);
    }

    /** Makes a model of another one and an adapter's GGUF blob. */
    void createWithAdapter(String name, String base, String fileName, String sha256) throws IOException {
        ObjectNode body = body(name).put("from", base);
        body.putObject("adapters").put(fileName, "sha256:" + sha256);
        create(body);
    }

    private void create(ObjectNode body) throws IOException {
        post("/api/create", body.put("stream", false));
    }

    /** Loads the model into memory with this context window, and returns when it is there. */
    void load(String name, int contextTokens, int keepAliveSeconds) throws IOException {
        ObjectNode body = body(name).put("stream", false).put("keep_alive", keepAliveSeconds);
        body.putObject("options").put("num_ctx", contextTokens);
        post("/api/generate", body);
    }

    void unload(String name) throws IOException {
        post("/api/generate", body(name).put("stream", false).put("keep_alive", 0));
    }

    void delete(String name) throws IOException {
        send("DELETE", "/api/delete", json(body(name)), QUICK);
    }

    private static ObjectNode body(String model) {
        return JsonNodeFactory.instance.objectNode().put("model", model);
    }

    private void post(String path, ObjectNode body) throws IOException {
        JsonNode answer = send("POST", path, json(body), SLOW);
        if (answer.path("error").isTextual()) {
            throw new IOException(ServerWords.shorten(answer.path("error").textValue()));
        }
    }

    private static BodyPublisher json(ObjectNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    /** Below the endpoint, which may have a path of its own, as behind a proxy. */
    private URI uri(String path) {
        return URI.create(endpoint.toString().replaceAll("/+$", "") + path);
    }

    private JsonNode send(String method, String path, BodyPublisher body, Duration timeout) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException(response.statusCode(), response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
