package org.adaptationlab.model.store;

import java.util.Objects;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * A model that the catalogue describes but knows no file of: Ollama can fetch it, a server may have it, and the user may add
 * a file of it.
 *
 * @param parameters number of weights of the language model
 * @param ollamaTag the model's name in Ollama's library, or null
 */
public record DescribedModel(
        String name,
        String architecture,
        long parameters,
        String licence,
        @Nullable String ollamaTag,
        ModelFacts facts) implements CatalogueEntry {

    public DescribedModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(facts, "facts");
    }

    /** Says that a file of it is wanted and how to have one. */
    public PrerequisiteException noFile() {
        String byOllama = ollamaTag == null
                ? ""
                : "have Ollama fetch it: lab models pull " + name + " (its tag is " + ollamaTag + "), or ";
        return new PrerequisiteException(
                "of the model " + name + " no file is on this machine, and the catalogue knows none;" + " " + byOllama
                        + "name a GGUF file of it: lab models add FILE --name " + name);
    }
}
