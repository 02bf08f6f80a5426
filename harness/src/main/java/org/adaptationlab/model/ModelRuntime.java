package org.adaptationlab.model;

import java.util.Optional;
import org.adaptationlab.lab.SamplingOptions;
import org.jspecify.annotations.Nullable;

/** What runs models: starts serving a base with or without an adapter. Closing it ends what it started. */
public interface ModelRuntime extends AutoCloseable {

    /** Name in the CSV files: {@code embedded}, {@code ollama}, {@code openai}. */
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

    /** Threads that decode, or null where the runtime does not say. */
    default @Nullable Integer threads() {
        return null;
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
