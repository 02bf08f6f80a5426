package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.ChatProtocol;

/** {@code POST /chat/completions} with only the fields that all servers know. */
final class OpenAiProtocol implements ChatProtocol {

    private static final String CLOSED_API = "api.openai.com";

    private final URI endpoint;
    private final ApiKey key;

    OpenAiProtocol(URI endpoint, ApiKey key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    @Override
    public void prepare() {}

    @Override
    public StreamingChatModel model(String name, SamplingOptions options, HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.toString())
                .apiKey(key.value())
                .modelName(name)
                .temperature(options.temperature())
                .topP(1.0)
                .seed(options.wireSeed())
                .maxTokens(options.maxOutputTokens())
                .strictJsonSchema(true)
                .build();
    }

    /** OpenAI itself wants the token limit under its newer name, which others may not know. */
    @Override
    public void adjust(ObjectNode body) {
        if (CLOSED_API.equals(endpoint.getHost())) {
            body.set("max_completion_tokens", body.remove("max_tokens"));
        }
    }

    @Override
    public AnswerReader reader(GenerationRequest request) {
        return new OpenAiAnswer();
    }
}
