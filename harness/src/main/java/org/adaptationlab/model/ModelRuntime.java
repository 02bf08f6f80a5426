package org.adaptationlab.model;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.jspecify.annotations.Nullable;

/** What runs models: starts serving a base with or without an adapter. Closing it ends what it started. */
public interface ModelRuntime extends AutoCloseable {

    /** Name in the CSV files: {@code embedded}, {@code ollama}, {@code llama-server}, {@code openai}. */
    String name();

    /** Version as the server says it, with the engine's where they differ. */
    String version();

    /**
     * Whether models served with these options reuse a prompt's prefix between requests: {@code cold}, {@code warm}, or
     * null if unknown.
     */
    @Nullable
    String prefixCache(SamplingOptions options);

    /** Whether it is known that they do. */
    default boolean reusesPrefix(SamplingOptions options) {
        return "warm".equals(prefixCache(options));
    }

    /** Whether its server is on another machine, so that this one tells nothing of how it is served. */
    default boolean isElsewhere() {
        return false;
    }

    /** Address of its server, without a key; empty where it has none. */
    default Optional<URI> address() {
        return Optional.empty();
    }

    /** What the user says of how its server wants to be asked. */
    default ServerSettings requestSettings() {
        return ServerSettings.NONE;
    }

    /** What of the options can't be set on its server, in words, so that the server's own defaults count. */
    default List<String> notSet() {
        return List.of();
    }

    /** What its server has refused by name and is no part of its requests any more, in words. */
    default List<String> leftOut() {
        return List.of();
    }

    /** Whether adapters that PEFT saved are served as they are; else they are imported into GGUF files first. */
    default boolean takesPeft() {
        return false;
    }

    /**
     * Hears, before the first model is served, which tensors of the base the adapters change that a run is going to give as
     * weights; none where no mode has one. A runtime that can't lay adapters over a base makes the base ready in the types
     * that its merged weights will have, so that the adapter is all that differs.
     *
     * @return what a reader of the results must know of it; empty for nothing
     * @throws org.adaptationlab.problem.LabException when adapters can't reach its server at all
     */
    default List<String> expectAdapters(BaseModel base, Supplier<Set<String>> changedTensors, SamplingOptions options) {
        return List.of();
    }

    /**
     * The tokenizer and chat template of a base as it is served here and asked with these options; empty where the runtime
     * does not show them. What had to be started for it ends when it is closed.
     *
     * @throws org.adaptationlab.problem.LabException when the base can't be served here
     */
    default Optional<ChatTokenizer> tokenizer(BaseModel base, SamplingOptions options) {
        return Optional.empty();
    }

    /** Identity of the tokenizer that {@link #tokenizer} would give, told without starting it; empty where there is none. */
    default Optional<String> tokenizerIdentity() {
        return Optional.empty();
    }

    /** Frees what it holds in memory and can have again when a model is served the next time. */
    default void release() {}

    /** Threads that decode, or null where the runtime does not say. */
    default @Nullable Integer threads() {
        return null;
    }

    /**
     * Hears, before the first model is served, how many requests a run is going to have in flight. A server that is started
     * here is made ready for them.
     *
     * @return what a user must know of it; empty for nothing
     * @throws org.adaptationlab.problem.LabException when so many can't be asked at once here
     */
    default List<String> expectInFlight(int requests) {
        return List.of();
    }

    /** What its user does so that the server answers so many requests at once, in words; empty where nothing is known. */
    default Optional<String> toAnswerAtOnce(int requests) {
        return Optional.empty();
    }

    /**
     * A model that the runtime's server has under this name; it has no file. Empty where there is none, or no server.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException when the server cannot be asked
     */
    default Optional<BaseModel> find(String name) {
        return Optional.empty();
    }

    /**
     * Makes a model ready.
     *
     * @param adapter null for the base alone
     * @throws org.adaptationlab.problem.PrerequisiteException when it cannot be served here
     * @throws org.adaptationlab.problem.LabDefinitionException when the adapter does not fit the base
     */
    ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options);

    @Override
    void close();
}
