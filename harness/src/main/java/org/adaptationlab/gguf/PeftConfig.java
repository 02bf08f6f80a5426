package org.adaptationlab.gguf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code adapter_config.json} of a PEFT LoRA adapter says that matters for its numbers.
 *
 * @param rank the common rank
 * @param ranksDiffer whether modules may have another (the tensors say which)
 * @param alpha the common scaling
 * @param rootScaled whether the change is scaled by {@code alpha / √rank} (rsLoRA) instead of {@code alpha / rank}
 * @param alphas scaling of single modules, by the end of their names
 * @param base what it was trained on, null if the file does not say
 */
record PeftConfig(
        int rank,
        boolean ranksDiffer,
        double alpha,
        boolean rootScaled,
        Map<String, Double> alphas,
        @Nullable String base) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_BYTES = 1 << 20;
    private static final double MAX_ALPHA = 1e6;
    private static final int MAX_SHOWN = 80;

    /** Names without the signs of a regular expression, which PEFT allows here and we do not run. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.]+");

    /** Ways of starting that leave the base as it is; others train on a changed base, which a file cannot bring. */
    private static final Set<String> HARMLESS_STARTS = Set.of("true", "false", "gaussian", "eva", "orthogonal");

    /** What changes the model otherwise than by B·A, and what to do instead. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "use_dora", "DoRA's magnitudes have no place in a GGUF adapter; train with use_dora=False",
            "modules_to_save",
                    "whole modules were trained too, and an adapter holds none; train without modules_to_save",
            "lora_bias", "biases have no place in a GGUF adapter; train with lora_bias=False",
            "fan_in_fan_out", "its matrices are transposed, as only GPT-2 has them; train with fan_in_fan_out=False",
            "layer_replication", "it needs a base with repeated layers; train without layer_replication",
            "trainable_token_indices", "token embeddings were trained too; train without trainable_token_indices",
            "target_parameters", "it changes bare parameters; name linear layers in target_modules instead",
            "use_qalora", "QALoRA pools its inputs; train with use_qalora=False",
            "alora_invocation_tokens", "an activated LoRA begins in the middle of a prompt; train a plain LoRA");

    PeftConfig {
        alphas = Collections.unmodifiableMap(new LinkedHashMap<>(alphas)); // in PEFT the first that matches counts
    }

    /**
     * Reads the file.
     *
     * @throws LabDefinitionException naming what is missing, wrong or not supported
     */
    static PeftConfig read(Path file) {
        JsonNode config = parsed(file);
        if (config.has("fine_tune_type")) {
            throw ForeignAdapter.mlx(file);
        }
        String type = config.path("peft_type").asText("");
        if (!type.equals("LORA")) {
            throw new LabDefinitionException(
                    file + ": peft_type is \"" + type + "\"; only \"LORA\" can be imported: train a LoRA adapter");
        }
        UNSUPPORTED.entrySet().stream()
                .filter(entry -> isSet(config.path(entry.getKey())))
                .min(Map.Entry.comparingByKey())
                .ifPresent(entry -> {
                    throw refused(file, entry.getKey(), config.path(entry.getKey()), entry.getValue());
                });
        requireWord(
                file, config, "bias", Set.of("none"), "biases have no place in an adapter; train with bias=\"none\"");
        requireWord(
                file,
                config,
                "init_lora_weights",
                HARMLESS_STARTS,
                "it changes the base before training; train with another start, or save the adapter converted"
                        + " (path_initial_model_for_weight_conversion)");
        int rank = config.path("r").asInt(0);
        double alpha = config.path("lora_alpha").asDouble(Double.NaN);
        if (rank < 1 || rank > AdapterFile.MAX_RANK || !(alpha > 0 && alpha <= MAX_ALPHA)) {
            throw new LabDefinitionException(file + ": r is " + config.path("r") + " and lora_alpha is "
                    + config.path("lora_alpha") + "; a rank of 1 to " + AdapterFile.MAX_RANK
                    + " and a positive alpha up to " + (long) MAX_ALPHA + " are allowed");
        }
        return new PeftConfig(
                rank,
                isSet(config.path("rank_pattern")),
                alpha,
                config.path("use_rslora").asBoolean(false),
                alphas(file, config.path("alpha_pattern")),
                base(config.path("base_model_name_or_path")));
    }

    private static @Nullable String base(JsonNode name) {
        return name.isTextual() && !name.asText().isBlank() ? name.asText().strip() : null;
    }

    private static JsonNode parsed(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new LabDefinitionException(
                        file + ": there is no such file; name the folder that PEFT's save_pretrained wrote");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new LabDefinitionException(file + ": has " + Files.size(file) + " bytes, at most " + MAX_BYTES
                        + " are allowed for a configuration");
            }
            JsonNode config = JSON.readTree(Files.readAllBytes(file));
            if (config.isObject()) {
                return config;
            }
        } catch (JsonProcessingException e) {
            throw new LabDefinitionException(file + ": is no JSON (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw TensorData.unreadable(file, e);
        }
        throw new LabDefinitionException(file + ": is no JSON object");
    }

    /** Whether a setting is there and not off: null, false, and empty lists and texts are PEFT's ways of saying no. */
    private static boolean isSet(JsonNode value) {
        return value.isValueNode() ? !Set.of("", "null", "false").contains(value.asText()) : !value.isEmpty();
    }

    private static void requireWord(Path file, JsonNode config, String key, Set<String> allowed, String remedy) {
        JsonNode value = config.path(key);
        if (isSet(value) && !allowed.contains(value.asText())) {
            throw refused(file, key, value, remedy);
        }
    }

    private static Map<String, Double> alphas(Path file, JsonNode pattern) {
        Map<String, Double> alphas = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
            double alpha = entry.getValue().asDouble(Double.NaN);
            if (!PLAIN_NAME.matcher(entry.getKey()).matches() || !(alpha > 0 && alpha <= MAX_ALPHA)) {
                throw refused(
                        file,
                        "alpha_pattern",
                        pattern,
                        "plain names of modules with a positive alpha each are supported, regular expressions are not");
            }
            alphas.put(PeftNames.plain(entry.getKey()), alpha);
        }
        return alphas;
    }

    private static LabDefinitionException refused(Path file, String key, JsonNode value, String remedy) {
        String shown = value.toString();
        return new LabDefinitionException(file + ": " + key + " is "
                + (shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "…")
                + " and can't be imported: " + remedy);
    }

    /** The scaling of a module in the sense of GGUF, where the change is {@code alpha / rank · B·A}. */
    double alphaOf(String module, int moduleRank) {
        double own = alphas.entrySet().stream()
                .filter(entry -> module.equals(entry.getKey()) || module.endsWith("." + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(alpha);
        return rootScaled ? own * Math.sqrt(moduleRank) : own;
    }
}
