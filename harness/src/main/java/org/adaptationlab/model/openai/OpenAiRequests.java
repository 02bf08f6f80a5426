package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.call.RequestRules;
import org.adaptationlab.model.call.UnsentRequest;
import org.jspecify.annotations.Nullable;

/** The bodies that runs send, for who asks such a server without this harness. */
public final class OpenAiRequests {

    private OpenAiRequests() {}

    /**
     * What a llama-server is sent.
     *
     * @param adapter the only one that the server has, null where it has none
     */
    public static ObjectNode toLlamaServer(
            String model, @Nullable String adapter, GenerationRequest request, ServerSettings settings) {
        ObjectNode scales = LlamaServerModel.scales(adapter == null ? List.of() : List.of(adapter), adapter);
        return body(model, request, OpenAiServer.LLAMA_CPP, scales, settings);
    }

    /** What a vLLM is sent; an adapter has a name of its own there, as a model. */
    public static ObjectNode toVllm(String model, GenerationRequest request, ServerSettings settings) {
        return body(model, request, OpenAiServer.VLLM, JsonNodeFactory.instance.objectNode(), settings);
    }

    private static ObjectNode body(
            String model, GenerationRequest request, OpenAiServer server, ObjectNode further, ServerSettings settings) {
        OpenAiProtocol protocol = new OpenAiProtocol(
                new OpenAiAddress(URI.create("http://localhost/v1"), Map.of()), ApiKey.of(Map.of()), server, further);
        return UnsentRequest.body(model, request, protocol, new RequestRules(settings, words -> {}));
    }
}
