package org.adaptationlab.lab;

import java.util.Optional;

/** How one mode adapts the model, as the lab file says it. */
public sealed interface AdaptationSpec permits PromptSpec, RagSpec, LoraSpec, ClassifierSpec {

    Technique technique();

    PromptText prompt();

    /** Whether answers are limited to the labels (or the schema) by the decoder. */
    boolean constrain();

    /** What is retrieved before the prompt; empty where nothing is. */
    default Optional<RetrievalSpec> retrieved() {
        return Optional.empty();
    }

    /** Number of fixed training examples shown before every question; 0 for none. */
    default int shots() {
        return 0;
    }
}
