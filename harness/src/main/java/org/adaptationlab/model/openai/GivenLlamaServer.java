package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A llama-server that somebody else has started.
 *
 * @param adapters files that it was started with
 */
record GivenLlamaServer(OpenAiAddress address, List<String> adapters) implements LlamaServer {

    GivenLlamaServer {
        adapters = List.copyOf(adapters);
    }

    /** Asks it which adapters it has. */
    static GivenLlamaServer at(OpenAiAddress address, OpenAiModels server) throws IOException {
        List<String> adapters = new ArrayList<>();
        for (JsonNode adapter : server.ofServer("/lora-adapters")) {
            adapters.add(adapter.path("path").asText());
        }
        return new GivenLlamaServer(address, adapters);
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public String lastWords() {
        return "";
    }

    @Override
    public OptionalDouble startSeconds() {
        return OptionalDouble.empty();
    }

    @Override
    public OptionalLong peakRssMb() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {}
}
