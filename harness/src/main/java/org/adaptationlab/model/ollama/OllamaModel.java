package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.ChatCaller;
import org.jspecify.annotations.Nullable;

/** A model loaded in Ollama, which does not tell its memory nor how many tokens a text has. */
final class OllamaModel implements ServedModel {

    private final ChatCaller caller;
    private final OllamaApi api;
    private final Loaded loaded;

    /**
     * How it was loaded.
     *
     * @param name that the server knows it by
     * @param delivery how its adapter reached the server, null where it has none
     * @param seconds that loading took
     * @param keptBefore how long the server was going to keep it in memory before it was asked for here, null where it did
     *     not have it there
     */
    record Loaded(
            String name,
            @Nullable Delivery delivery,
            int contextTokens,
            double seconds,
            @Nullable Duration keptBefore) {

        static @Nullable Duration kept(OllamaApi api, String name) throws IOException {
            return api.loadedUntil(name)
                    .map(until -> Duration.between(Instant.now(), until))
                    .orElse(null);
        }
    }

    OllamaModel(ChatCaller caller, OllamaApi api, Loaded loaded) {
        this.caller = caller;
        this.api = api;
        this.loaded = loaded;
    }

    @Override
    public Generation generate(GenerationRequest request) throws GenerationException {
        return caller.generate(loaded.name(), request);
    }

    @Override
    public OptionalDouble loadSeconds() {
        return OptionalDouble.of(loaded.seconds());
    }

    @Override
    public Optional<Delivery> delivery() {
        return Optional.ofNullable(loaded.delivery());
    }

    @Override
    public Optional<String> servedDigest() {
        try {
            return api.find(loaded.name()).map(OllamaApi.Listed::digest);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Leaves the server's memory as it was found: a model that others had loaded stays for as long as it would have. */
    @Override
    public void close() {
        try {
            Duration before = loaded.keptBefore();
            if (before == null || before.isNegative()) {
                api.unload(loaded.name());
            } else {
                api.load(loaded.name(), loaded.contextTokens(), seconds(before));
            }
        } catch (IOException e) {
            // the server is gone, and the model with it, or will drop it when its time is over
        }
    }

    /** Ollama's word for keeping it for ever is a negative number. */
    private static int seconds(Duration kept) {
        return kept.toDays() > 365 ? -1 : Math.max(1, (int) kept.toSeconds());
    }
}
