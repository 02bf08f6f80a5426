package org.adaptationlab.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A base model, with or without an adapter, ready to answer. Not thread-safe; closing it stops serving it. */
public interface ServedModel extends AutoCloseable {

    /**
     * Asks once and waits for the whole answer. Retries within the runtime's bounds where a retry is safe. Threads may ask
     * at once.
     *
     * @throws GenerationException when the call failed for good
     */
    Generation generate(GenerationRequest request) throws GenerationException;

    /** Seconds it took to make the model ready (start, load, calibrate), where known. */
    OptionalDouble loadSeconds();

    /** Times the serving process had to be started again so far; never where it is not ours. */
    default int restarts() {
        return 0;
    }

    /** Peak resident memory of the serving process in MiB; empty where it can't be read, as of a server that is not ours. */
    default OptionalLong peakRssMb() {
        return OptionalLong.empty();
    }

    /** Tokens of the chat as the model sees it, template and answer opening included; empty where it can't be asked. */
    default OptionalInt promptTokens(List<ChatMessage> messages) {
        return OptionalInt.empty();
    }

    /** Digest of what the server serves under this model's name now, as it says; empty where it does not say. */
    default Optional<String> servedDigest() {
        return Optional.empty();
    }

    /** How its adapter reached the server; empty where it has none. */
    default Optional<Delivery> delivery() {
        return Optional.empty();
    }

    @Override
    void close();
}
