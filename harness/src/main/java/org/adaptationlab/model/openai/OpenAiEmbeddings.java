package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.embedding.EmbeddingJson;
import org.adaptationlab.model.embedding.EmbeddingServer;
import org.jspecify.annotations.Nullable;

/** Embeds by a model of an OpenAI-compatible server. */
public final class OpenAiEmbeddings implements EmbeddingServer {

    private final String model;
    private final OpenAiAddress address;
    private final ApiKey key;
    private final OpenAiModels server;

    private OpenAiEmbeddings(String model, OpenAiAddress address, ApiKey key) {
        this.model = model;
        this.address = address;
        this.key = key;
        this.server = new OpenAiModels(address, key);
    }

    /**
     * The model of the server at the given address, else at that of {@code OPENAI_BASE_URL}, with the key of
     * {@code LAB_OPENAI_API_KEY} or {@code OPENAI_API_KEY} where it is set.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException when no address is given
     * @throws org.adaptationlab.problem.LabDefinitionException when it is no address
     */
    public static OpenAiEmbeddings of(String model, @Nullable String endpoint, Map<String, String> environment) {
        OpenAiAddress address = endpoint == null
                ? OpenAiAddress.ofEmbedder(environment)
                : OpenAiAddress.parse(endpoint, "embedder.endpoint");
        return new OpenAiEmbeddings(model, address, ApiKey.of(environment));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String place() {
        return "the server at " + address.base();
    }

    /** The protocol has no place for it. */
    @Override
    public Optional<String> weightsDigest() {
        return Optional.empty();
    }

    @Override
    public List<float[]> vectors(List<String> texts) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        texts.forEach(body.putArray("input")::add);
        body.put("encoding_format", "float");
        try {
            return read(server.ask("/embeddings", body), texts.size());
        } catch (HttpRefusal e) {
            throw key.isIn(e) ? HttpRefusal.within(key.hiddenIn(String.valueOf(e.getMessage()))) : e;
        }
    }

    private static List<float[]> read(JsonNode answer, int texts) throws IOException {
        float[][] vectors = new float[texts][];
        int place = 0;
        for (JsonNode one : answer.path("data")) {
            int index = one.path("index").asInt(place++);
            if (index < 0 || index >= texts) {
                throw HttpRefusal.within("a vector came for text " + index + " of " + texts);
            }
            vectors[index] = EmbeddingJson.vector(one.path("embedding"));
        }
        return Stream.of(vectors).filter(vector -> vector != null).toList();
    }

    @Override
    public String remedy(IOException failure) {
        return failure instanceof HttpRefusal
                ? "name a model of that server that embeds (llama-server must be started with --embeddings), and make"
                        + " passages small enough for it (retrieve: {passage-words: …})"
                : "start the server, or correct its address (embedder: {openai: " + model
                        + ", endpoint: http://host:port/v1}, or OPENAI_BASE_URL)";
    }
}
