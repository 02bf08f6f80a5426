package org.adaptationlab.model.embedding;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One model of a server that embeds texts, by the server's own protocol. Thread-safe. */
public interface EmbeddingServer {

    /** The model's name there. */
    String model();

    /** Kind and address, such as {@code Ollama at http://127.0.0.1:11434}. */
    String place();

    /**
     * Digest of the model's weights; empty where the server does not tell it.
     *
     * @throws IOException when the server does not answer, or does not have the model
     */
    Optional<String> weightsDigest() throws IOException;

    /**
     * The vectors of these texts, in their order, as the server gives them.
     *
     * @throws org.adaptationlab.model.call.HttpRefusal when the server refuses
     * @throws IOException when no server answers, or something else than vectors
     */
    List<float[]> vectors(List<String> texts) throws IOException;

    /** What a user can do about a failure, to follow a semicolon. */
    String remedy(IOException failure);
}
