package org.adaptationlab.gguf;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A linear layer that a PEFT adapter changes.
 *
 * @param layer its block, from 0
 */
record PeftModule(int layer, PeftProjection projection) implements Comparable<PeftModule> {

    /** A layer's matrix; between {@code lora_A} and {@code weight} there may be the adapter's name. */
    private static final Pattern MATRIX = Pattern.compile(
            "(?:base_model\\.)?(?:model\\.){1,3}layers\\.(\\d{1,4})\\.(.+)\\.lora_([AB])(?:\\.[^.]+)?\\.weight");

    static final String KNOWN = "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj"
            + " (and qkv_proj, gate_up_proj) of self_attn and mlp";

    private static final Pattern TENSOR = Pattern.compile("blk\\.(\\d{1,4})\\.([a-z_]+)\\.weight");

    private static final Comparator<PeftModule> ORDER =
            Comparator.comparingInt(PeftModule::layer).thenComparing(PeftModule::projection);

    /**
     * A matrix of a module.
     *
     * @param first whether it is A, else B
     */
    record Matrix(PeftModule module, boolean first) {

        /**
         * What a tensor's name says.
         *
         * @throws LabDefinitionException if it is no matrix of a module that can be imported, saying what it is
         */
        static Matrix named(Path file, String tensor) {
            Matcher matrix = MATRIX.matcher(PeftNames.plain(tensor));
            if (PeftNames.otherSense(tensor).isPresent() || !matrix.matches()) {
                throw new LabDefinitionException(file + ": tensor " + tensor + " can't be imported: " + reason(tensor));
            }
            PeftProjection projection = PeftProjection.named(matrix.group(2))
                    .orElseThrow(() -> new LabDefinitionException(file + ": the adapter changes the module "
                            + matrix.group(2) + ", which can't be imported; train it on " + KNOWN + " only"));
            return new Matrix(
                    new PeftModule(Integer.parseInt(matrix.group(1)), projection),
                    matrix.group(3).equals("A"));
        }

        private static String reason(String tensor) {
            String other = PeftNames.otherSense(tensor).orElse("");
            if (!other.isEmpty()) {
                return "it is in " + other
                        + ", a part for pictures or sound that a GGUF base of the text model does not"
                        + " have; train on the text layers only (Unsloth: finetune_vision_layers=False; PEFT:"
                        + " target_modules as a pattern such as \".*language_model.*(q|k|v|o|gate|up|down)_proj\")";
            }
            if (tensor.contains("lora_magnitude_vector")) {
                return "DoRA's magnitudes have no place in a GGUF adapter; train with use_dora=False";
            }
            if (tensor.contains("lora_embedding_")) {
                return "it changes token embeddings; leave embed_tokens and lm_head out of target_modules";
            }
            if (tensor.endsWith(".bias")) {
                return "biases have no place in a GGUF adapter; train with bias=\"none\" and lora_bias=False";
            }
            if (tensor.contains(".lora_A") || tensor.contains(".lora_B")) {
                return "it is no layer of a block; train on " + KNOWN + " only";
            }
            return "it is a whole module, not a LoRA matrix; train without modules_to_save";
        }
    }

    /** The module whose weight a tensor of a GGUF base is, empty if it is none of a block. */
    static Optional<PeftModule> ofTensor(String tensor, String architecture) {
        Matcher name = TENSOR.matcher(tensor);
        return name.matches()
                ? PeftProjection.ofTensor(name.group(2), architecture)
                        .map(projection -> new PeftModule(Integer.parseInt(name.group(1)), projection))
                : Optional.empty();
    }

    /** Its name in a model of Transformers. */
    String name() {
        return "model.layers." + layer + "." + projection.peftName();
    }

    @Override
    public int compareTo(PeftModule other) {
        return ORDER.compare(this, other);
    }
}
