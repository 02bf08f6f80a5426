package org.adaptationlab.model.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue.
 *
 * @param parameters number of weights, or 0 where the catalogue does not say
 * @param ollamaTag the model's name in Ollama's library, or null
 * @param fileName name in the lab's model folder
 * @param sha256 64 lower-case hex digits
 * @param sources where to fetch it, in order, besides the local Ollama store
 */
record CatalogueModel(
        String name,
        String architecture,
        long parameters,
        String quantization,
        String licence,
        @Nullable String ollamaTag,
        String fileName,
        long bytes,
        String sha256,
        List<ModelSource> sources) {

    CatalogueModel {
        sources = List.copyOf(sources);
    }
}
