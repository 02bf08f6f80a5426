package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.ChatProtocol;

/** {@code POST /chat/completions} as each kind of server wants it. */
final class OpenAiProtocol implements ChatProtocol {

    private final OpenAiAddress address;
    private final ApiKey key;
    private final OpenAiServer server;
    private final ObjectNode further;

    /** @param further fields of every request */
    OpenAiProtocol(OpenAiAddress address, ApiKey key, OpenAiServer server, ObjectNode further) {
        this.address = address;
        this.key = key;
        this.server = server;
        this.further = further.deepCopy();
    }

    @Override
    public void prepare() {}

    @Override
    public StreamingChatModel model(String name, SamplingOptions options, HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(address.base().toString())
                .customQueryParams(address.query())
                .customHeaders(address.isAzure() ? key.azureHeader() : Map.of())
                .apiKey(key.value())
                .modelName(name)
                .temperature(options.temperature())
                .presencePenalty(0.0)
                .frequencyPenalty(0.0)
                .seed(options.wireSeed())
                .maxTokens(options.maxOutputTokens())
                .strictJsonSchema(true)
                .build();
    }

    @Override
    public void adjust(ObjectNode body, GenerationRequest request) {
        server.neutralise(body, request.sampling(), request.cacheGroup());
        if (!request.sampling().stops().isEmpty()) {
            request.sampling().stops().forEach(body.putArray("stop")::add);
        }
        body.setAll(further);
    }

    @Override
    public AnswerReader reader(GenerationRequest request) {
        return new OpenAiAnswer();
    }
}
