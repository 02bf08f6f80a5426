package org.adaptationlab.model.store;

import org.jspecify.annotations.Nullable;

/** What the catalogue knows under a name: a model whose file is known, or one that is only described. */
sealed interface CatalogueEntry permits CatalogueModel, DescribedModel {

    String name();

    /** As GGUF files name it, such as {@code llama}. */
    String architecture();

    /** Number of weights, or 0 where the catalogue does not say. */
    long parameters();

    String licence();

    /** The model's name in Ollama's library, or null. */
    @Nullable
    String ollamaTag();
}
