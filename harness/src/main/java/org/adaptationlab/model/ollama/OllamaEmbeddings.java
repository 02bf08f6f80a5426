package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.embedding.EmbeddingJson;
import org.adaptationlab.model.embedding.EmbeddingServer;
import org.jspecify.annotations.Nullable;

/** Embeds by a model of an Ollama server, 0.3.0 or newer. Texts that are too long for it are refused, not cut. */
public final class OllamaEmbeddings implements EmbeddingServer {

    private final String model;
    private final URI endpoint;
    private final OllamaApi api;

    private OllamaEmbeddings(String model, URI endpoint) {
        this.model = model;
        this.endpoint = endpoint;
        this.api = new OllamaApi(endpoint);
    }

    /**
     * The model of the server at the given address, else at that of {@code OLLAMA_HOST}, else at Ollama's own.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when it is no address
     */
    public static OllamaEmbeddings of(String model, @Nullable String endpoint, Map<String, String> environment) {
        return new OllamaEmbeddings(
                model,
                endpoint == null
                        ? OllamaRuntime.endpoint(null, environment)
                        : OllamaAddress.parse(endpoint, "embedder.endpoint"));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String place() {
        return "Ollama at " + endpoint;
    }

    @Override
    public Optional<String> weightsDigest() throws IOException {
        return Optional.of(api.find(model)
                .map(OllamaApi.Listed::digest)
                .orElseThrow(() -> HttpRefusal.within("it has no such model")));
    }

    @Override
    public List<float[]> vectors(List<String> texts) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode vector : api.embed(model, texts)) {
            vectors.add(EmbeddingJson.vector(vector));
        }
        return vectors;
    }

    @Override
    public String remedy(IOException failure) {
        return failure instanceof HttpRefusal refusal
                ? refusal.said("context")
                        ? "make passages smaller (retrieve: {passage-words: …}), or name a model with a longer window"
                        : "fetch the model with \"ollama pull " + model + "\", or name one that embeds"
                : "start it with \"ollama serve\", or name its address (embedder: {ollama: " + model
                        + ", endpoint: …}, or OLLAMA_HOST)";
    }
}
