package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.io.IOException;
import java.net.URI;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.ChatProtocol;
import org.jspecify.annotations.Nullable;

/** Ollama's {@code /api/chat}, with the fields that the server's version knows. */
final class OllamaProtocol implements ChatProtocol {

    private final URI endpoint;
    private final OllamaApi api;
    private volatile @Nullable ServerVersion version;

    OllamaProtocol(URI endpoint, OllamaApi api) {
        this.endpoint = endpoint;
        this.api = api;
    }

    /** For a server that is not asked, of which this version is known. */
    OllamaProtocol(URI endpoint, ServerVersion version) {
        this(endpoint, new OllamaApi(endpoint));
        this.version = version;
    }

    /** Whether the server can be told to refuse a prompt that does not fit. */
    private boolean refusesLongPrompts() {
        ServerVersion known = version;
        return known != null && known.knowsTruncate();
    }

    @Override
    public void prepare() throws IOException {
        if (version == null) {
            version = ServerVersion.parse(api.version());
        }
    }

    @Override
    public StreamingChatModel model(String name, SamplingOptions options, HttpClientBuilder http) {
        ServerVersion known = version;
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.toString())
                .defaultRequestParameters(OllamaChatRequestParameters.builder()
                        .modelName(name)
                        .temperature(options.temperature())
                        .topK(0)
                        .topP(1.0)
                        .minP(0.0)
                        .repeatPenalty(1.0)
                        .seed(options.wireSeed())
                        .maxOutputTokens(options.maxOutputTokens())
                        .numCtx(options.contextTokens())
                        .think((known != null && known.knowsThink()) ? options.thinking() : null)
                        .keepAlive(OllamaChat.KEEP_ALIVE_SECONDS)
                        .build())
                .build();
    }

    /** An empty stop list would hide the model's own; a list that the lab wants does, and the tokens that end a text still end it. */
    @Override
    public void adjust(ObjectNode body, GenerationRequest request) {
        if (refusesLongPrompts()) {
            body.put("truncate", false).put("shift", false);
        }
        body.remove("tools");
        ObjectNode options = body.withObject("/options");
        options.remove("stop");
        if (!request.sampling().stops().isEmpty()) {
            request.sampling().stops().forEach(options.putArray("stop")::add);
        }
        options.put("presence_penalty", 0.0).put("frequency_penalty", 0.0);
    }

    @Override
    public AnswerReader reader(GenerationRequest request) {
        return new OllamaAnswer(request, !refusesLongPrompts());
    }
}
