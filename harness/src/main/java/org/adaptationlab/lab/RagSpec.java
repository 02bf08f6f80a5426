package org.adaptationlab.lab;

import java.util.Objects;
import java.util.Optional;

/**
 * Retrieval before the prompt: passages of the corpus in the user message, or the nearest training examples as chat
 * turns, as {@code retrieval} says.
 *
 * @param shots number of fixed training examples shown besides, 0 for none
 */
public record RagSpec(PromptText prompt, boolean constrain, int shots, RetrievalSpec retrieval)
        implements AdaptationSpec {

    public RagSpec {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(retrieval, "retrieval");
    }

    @Override
    public Technique technique() {
        return Technique.RAG;
    }

    @Override
    public Optional<RetrievalSpec> retrieved() {
        return Optional.of(retrieval);
    }
}
