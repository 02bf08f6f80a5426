package org.adaptationlab.lab;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base model with a LoRA adapter.
 *
 * @param retrieval retrieval before the prompt (LoRA+RAG), or null for none
 */
public record LoraSpec(
        PromptText prompt, boolean constrain, @Nullable RetrievalSpec retrieval, AdapterSource adapter)
        implements AdaptationSpec {

    public LoraSpec {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(adapter, "adapter");
    }

    @Override
    public Technique technique() {
        return Technique.LORA;
    }

    @Override
    public Optional<RetrievalSpec> retrieved() {
        return Optional.ofNullable(retrieval);
    }

    @Override
    public Optional<AdapterSource> adapterSource() {
        return Optional.of(adapter);
    }
}
