package org.adaptationlab.gguf;

import java.util.Collection;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;

/** Embeddings and output heads that PEFT saved whole beside the matrices of an adapter. */
final class PeftVocabulary {

    private static final List<String> WHOLE = List.of("embed_tokens.weight", "lm_head.weight");

    private PeftVocabulary() {}

    /**
     * Refuses a file that has them, with the reason why PEFT put them there.
     *
     * @throws LabDefinitionException if there are such
     */
    static void refuse(SafetensorsFile weights) {
        Collection<TensorInfo> tensors = weights.tensors();
        boolean trained = tensors.stream()
                .map(TensorInfo::name)
                .anyMatch(
                        name -> name.contains("lora_") && (name.contains("embed_tokens") || name.contains("lm_head")));
        for (TensorInfo tensor : tensors) {
            String name = PeftNames.plain(tensor.name());
            if ((trained && name.endsWith(".base_layer.weight"))
                    || WHOLE.stream().anyMatch(end -> name.equals(end) || name.endsWith("." + end))) {
                throw new LabDefinitionException(weights.path() + ": tensor " + tensor.name() + " can't be imported: "
                        + reason(tensor, trained));
            }
        }
    }

    private static String reason(TensorInfo tensor, boolean trained) {
        return trained
                ? "the adapter was trained on the embedding or the output head, whose whole weights are saved with it;"
                        + " leave embed_tokens and lm_head out of target_modules"
                : "the vocabulary was resized before training (tokens were added), so that PEFT saved the whole matrix, "
                        + tensor.rows() + " rows of " + tensor.rowValues()
                        + ", which an adapter has no place for; train without adding tokens (no"
                        + " resize_token_embeddings, no new pad or chat tokens), or merge it in Python (merge_and_unload) and"
                        + " run the result, as a GGUF file, as a model of its own";
    }
}
