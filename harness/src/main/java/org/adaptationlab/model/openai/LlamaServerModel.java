package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.jspecify.annotations.Nullable;

/** The model of a llama-server with one of its adapters, or none. A server of ours that dies is started again, once for all that asked it. */
final class LlamaServerModel implements ServedModel {

    private static final int MOST_RESTARTS = 5;

    private final String name;
    private final @Nullable String adapter;
    private final CallSettings settings;
    private final Restarter restarter;
    private volatile Serving serving;
    private volatile int restarts;

    /**
     * A server and how it is asked.
     *
     * @param start how many times one was started again before it
     */
    private record Serving(int start, LlamaServer server, ChatCaller caller) {}

    /** Starts a server that died again, with all that it had. */
    @FunctionalInterface
    interface Restarter {
        LlamaServer restart(LlamaServer dead);
    }

    /** @param adapter one of those that the server has, by its file; null for the base alone */
    LlamaServerModel(
            String name, @Nullable String adapter, LlamaServer server, CallSettings settings, Restarter restarter) {
        this.name = name;
        this.adapter = adapter;
        this.settings = settings;
        this.restarter = restarter;
        this.serving = serving(server);
    }

    private Serving serving(LlamaServer server) {
        ObjectNode further = scales(server.adapters(), adapter);
        if (!further.isEmpty() && server.startSeconds().isEmpty()) {
            further.put("cache_prompt", false); // how it keeps prompts is not known, and adapters may not share them
        }
        OpenAiProtocol protocol =
                new OpenAiProtocol(server.address(), ApiKey.of(Map.of()), OpenAiServer.LLAMA_CPP, further);
        return new Serving(
                restarts, server, new ChatCaller(server.address().base(), settings, System::nanoTime, protocol));
    }

    /** Says of every adapter whether it counts: those of which a request says nothing do. */
    static ObjectNode scales(List<String> adapters, @Nullable String adapter) {
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        ArrayNode scales = JsonNodeFactory.instance.arrayNode();
        int chosen = adapter == null ? -1 : adapters.indexOf(adapter); // a file that is there twice counts once
        for (int place = 0; place < adapters.size(); place++) {
            scales.addObject().put("id", place).put("scale", place == chosen ? 1.0 : 0.0);
        }
        if (!scales.isEmpty()) {
            further.set("lora", scales);
        }
        return further;
    }

    @Override
    public Generation generate(GenerationRequest request) throws GenerationException {
        Serving asked = serving;
        try {
            return asked.caller().generate(name, request);
        } catch (GenerationException e) {
            if (e.isPromptTooLong()
                    || Thread.currentThread().isInterrupted()
                    || asked.server().isAlive()) {
                throw e;
            }
            return after(asked, e).caller().generate(name, request).afterRetry();
        }
    }

    /** What serves after a server that died: what another question has started already, or a new one. */
    private synchronized Serving after(Serving dead, GenerationException cause) throws GenerationException {
        if (serving.start() != dead.start()) {
            return serving;
        }
        if (restarts == MOST_RESTARTS) {
            throw GenerationException.failed(
                    "the llama-server died, as it did " + MOST_RESTARTS + " times before, and is not started again: "
                            + dead.server().lastWords(),
                    cause);
        }
        restarts = restarts + 1;
        serving = serving(restarter.restart(dead.server()));
        return serving;
    }

    @Override
    public OptionalDouble loadSeconds() {
        return serving.server().startSeconds();
    }

    @Override
    public int restarts() {
        return restarts;
    }

    @Override
    public OptionalLong peakRssMb() {
        return serving.server().peakRssMb();
    }

    @Override
    public OptionalInt promptTokens(List<ChatMessage> messages) {
        OpenAiModels questions = new OpenAiModels(serving.server().address(), ApiKey.of(Map.of()));
        try {
            String rendered = LlamaServerTokenizer.rendered(questions, ServerChat.of(messages));
            JsonNode tokens = LlamaServerTokenizer.tokenised(questions, rendered, true);
            return OptionalInt.of(tokens.path("tokens").size());
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public Optional<Delivery> delivery() {
        return adapter == null ? Optional.empty() : Optional.of(Delivery.APPLIED);
    }

    /** The server stays: base and adapters share it. */
    @Override
    public void close() {}
}
