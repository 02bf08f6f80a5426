package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerWords;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Ollama's protocol that LangChain4j does not have. Each throws {@link HttpRefusal} for an HTTP error
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
     * @param bytes on the server's disk; models may share some
     */
    record Listed(String name, String digest, String quantization, long bytes) {}

    OllamaApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    String version() throws IOException {
        JsonNode version =
                send("GET", "/api/version", BodyPublishers.noBody(), QUICK).path("version");
        if (!version.isTextual()) {
            throw HttpRefusal.within("what answers to /api/version is no Ollama");
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
                    model.at("/details/quantization_level").asText(),
                    model.path("size").asLong()));
        }
        return models;
    }

    /** The model of this name; a name without a tag means the tag {@code latest}. */
    Optional<Listed> find(String name) throws IOException {
        String tagged = name.substring(name.lastIndexOf('/') + 1).contains(":") ? name : name + ":latest";
        return tags().stream().filter(model -> model.name().equals(tagged)).findFirst();
    }

    /** Names of the models that are loaded now. */
    List<String> loaded() throws IOException {
        return running().findValuesAsText("name");
    }

    /** When a model that is loaded now is going to be unloaded; empty where it is not loaded. */
    Optional<Instant> loadedUntil(String name) throws IOException {
        for (JsonNode model : running()) {
            if (model.path("name").asText().equals(name)) {
                return Optional.of(instant(model.path("expires_at").asText()));
            }
        }
        return Optional.empty();
    }

    private JsonNode running() throws IOException {
        return send("GET", "/api/ps", BodyPublishers.noBody(), QUICK).path("models");
    }

    /** A time that can't be read is taken for one that has come. */
    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /**
     * What a model can do, and what it is made of.
     *
     * @param contextTokens size of the context window it was made for; null where the server does not say
     * @param thinks whether it can think before it answers; null where the server does not say
     * @param template how its chats are rendered; "" where the server does not say
     * @param modelfile what it was made of; "" where the server does not say
     * @param parameters options that are part of it, by name
     */
    record Shown(
            @Nullable Integer contextTokens,
            @Nullable Boolean thinks,
            String template,
            String modelfile,
            ObjectNode parameters) {

        /** Whether chats are rendered with their turns; a server may do so by a program of its own. */
        boolean rendersChats() {
            boolean plain = !template.isBlank() && !template.contains(".Messages") && !template.contains(".System");
            return !plain || modelfile.lines().anyMatch(line -> line.startsWith("RENDERER "));
        }
    }

    Shown show(String name) throws IOException {
        JsonNode model = send("POST", "/api/show", json(body(name)), QUICK);
        JsonNode info = model.path("model_info");
        JsonNode length = info.path(info.path("general.architecture").asText() + ".context_length");
        JsonNode capabilities = model.path("capabilities");
        return new Shown(
                length.canConvertToInt() ? length.intValue() : null,
                capabilities.isArray()
                        ? StreamSupport.stream(capabilities.spliterator(), false)
                                .anyMatch(capability -> capability.asText().equals("thinking"))
                        : null,
                model.path("template").asText(""),
                model.path("modelfile").asText(""),
                parameters(model.path("parameters").asText("")));
    }

    /** Lines such as {@code stop "<|im_end|>"}; a name that stands there more than once has a list of values. */
    private static ObjectNode parameters(String text) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (String line :
                text.lines().map(String::strip).filter(one -> one.contains(" ")).toList()) {
            String name = line.substring(0, line.indexOf(' '));
            JsonNode value = value(line.substring(line.indexOf(' ')).strip());
            if (name.equals("stop")) {
                parameters.withArray("/stop").add(value.asText());
            } else {
                parameters.set(name, value);
            }
        }
        return parameters;
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    /**
     * Has the server fetch a model.
     *
     * @param listener hears of each layer, and of its bytes
     */
    void pull(String name, DownloadListener listener) throws IOException {
        HttpRequest request = request("POST", "/api/pull", json(body(name).put("stream", true)), SLOW);
        HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() / 100 != 2) {
                throw new HttpRefusal(response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
            new PullReport(listener).read(lines.iterator());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    boolean hasBlob(String sha256) throws IOException {
        try {
            send("HEAD", "/api/blobs/sha256:" + sha256, BodyPublishers.noBody(), QUICK);
            return true;
        } catch (HttpRefusal e) {
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

    /**
     * Makes a model of a GGUF blob.
     *
     * @param further fields of the request, such as a template; those of the file count without them
     */
    void createFromFile(String name, String fileName, String sha256, ObjectNode further) throws IOException {
        ObjectNode body = body(name);
        body.putObject("files").put(fileName, "sha256:" + sha256);
        create(body.setAll(further));
    }

    /** Makes a model of another one and an adapter's GGUF blob. */
    void createWithAdapter(String name, String base, String fileName, String sha256) throws IOException {
        ObjectNode body = body(name).put("from", base);
        body.putObject("adapters").put(fileName, "sha256:" + sha256);
        create(body);
    }

    private void create(JsonNode body) throws IOException {
        post("/api/create", ((ObjectNode) body).put("stream", false));
    }

    /** Loads the model into memory with this context window, or keeps it there, and returns when it is there. */
    void load(String name, int contextTokens, int keepAliveSeconds) throws IOException {
        ObjectNode body = body(name).put("stream", false).put("keep_alive", keepAliveSeconds);
        body.putObject("options").put("num_ctx", contextTokens);
        post("/api/generate", body);
    }

    /** The vectors of texts as the server gives them; one that is too long for the model is refused. */
    JsonNode embed(String name, List<String> texts) throws IOException {
        ObjectNode body = body(name).put("truncate", false);
        texts.forEach(body.putArray("input")::add);
        return send("POST", "/api/embed", json(body), SLOW).path("embeddings");
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
            throw HttpRefusal.within(answer.path("error").textValue());
        }
    }

    private static BodyPublisher json(ObjectNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    /** Below the endpoint, which may have a path of its own, as behind a proxy. */
    private URI uri(String path) {
        return URI.create(endpoint.toString().replaceAll("/+$", "") + path);
    }

    private HttpRequest request(String method, String path, BodyPublisher body, Duration timeout) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
    }

    private JsonNode send(String method, String path, BodyPublisher body, Duration timeout) throws IOException {
        HttpResponse<String> response = exchange(request(method, path, body, timeout), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new HttpRefusal(response.statusCode(), response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw HttpRefusal.unreadable(
                    "what answers to " + path + " is no Ollama: " + ServerWords.shorten(response.body()), e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
