package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;

/** A model loaded in Ollama, which does not tell its memory nor how many tokens a text has. */
final class OllamaModel implements ServedModel {

    private final OllamaClient client;
    private final OllamaApi api;
    private final String name;
    private final double loadSeconds;

    OllamaModel(OllamaClient client, OllamaApi api, String name, double loadSeconds) {
        this.client = client;
        this.api = api;
        this.name = name;
        this.loadSeconds = loadSeconds;
    }

    @Override
    public Generation generate(GenerationRequest request) throws GenerationException {
        return client.generate(name, request);
    }

    @Override
    public OptionalDouble loadSeconds() {
        return OptionalDouble.of(loadSeconds);
    }

    @Override
    public Optional<String> servedDigest() {
        try {
            return api.find(name).map(OllamaApi.Listed::digest);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (!GivenModels.isGiven(name)) {
            return; // the user's own, which others may be asking
        }
        try {
            api.unload(name);
        } catch (IOException e) {
            // the server is gone, and the model with it, or will drop it when its time is over
        }
    }
}
