package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The calls of Ollama's protocol that LangChain4j does not have. */
final class OllamaApi {

    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(QUICK)
            .build();
    private final URI endpoint;

    OllamaApi(URI endpoint) {
        this.endpoint = endpoint;
    }

    String version() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/api/version")).timeout(QUICK).build();
        JsonNode version = JSON.readTree(send(request)).path("version");
        if (!version.isTextual()) {
            throw new IOException("the server's answer to /api/version has no version");
        }
        return version.textValue();
    }

    /** Below the endpoint, which may have a path of its own, as behind a proxy. */
    private URI uri(String path) {
        return URI.create(endpoint.toString().replaceAll("/+$", "") + path);
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(new HttpException(response.statusCode(), response.body()));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
