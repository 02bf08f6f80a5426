package org.adaptationlab.gguf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * Writes a GGUF adapter as the folder that PEFT saves and that PEFT and vLLM load: the way back of {@link PeftAdapter}.
 * Its numbers are F32. The same adapter always gives the same bytes.
 */
public final class PeftWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "base_model.model.";

    private final AdapterFile adapter;
    private final GgufFile base;

    /** The pairs by their modules, in the order of the model's blocks. */
    private final SortedMap<PeftModule, LoraShape> pairs = new TreeMap<>();

    private PeftWriter(AdapterFile adapter, GgufFile base) {
        this.adapter = adapter;
        this.base = base;
        adapter.pairs().forEach(pair -> pairs.put(module(pair), pair));
    }

    /**
     * Writes {@code adapter_config.json} and {@code adapter_model.safetensors}; no reader sees half of one of them.
     *
     * @param base what the adapter was made for: it tells how rows were moved, and how many blocks there are
     * @param baseName for {@code base_model_name_or_path}: a name on the hub, or a folder
     * @param folder created if it is not there
     * @throws LabDefinitionException if the adapter does not fit the base, the architecture is not known here, or it
     *     changes what PEFT has no name for
     */
    public static void write(AdapterFile adapter, GgufFile base, String baseName, Path folder) throws IOException {
        adapter.requireFits(base);
        MovedRows.requireKnown(adapter.path(), base);
        PeftWriter writer = new PeftWriter(adapter, base);
        writer.writeWeights(folder.resolve(PeftAdapter.WEIGHTS));
        byte[] config = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(writer.config(baseName))
                .replace("\r\n", "\n")
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(PeftAdapter.CONFIG), out -> out.write(config));
    }

    private PeftModule module(LoraShape pair) {
        return PeftModule.ofTensor(pair.module(), adapter.architecture())
                .orElseThrow(() -> new LabDefinitionException(adapter.path() + ": changes " + pair.module()
                        + ", which has no name in PEFT that is known here; train on " + PeftModule.KNOWN + " only"));
    }

    private void writeWeights(Path file) throws IOException {
        SafetensorsWriter out = new SafetensorsWriter();
        pairs.forEach((module, pair) -> {
            String name = PREFIX + module.name();
            int heads = MovedRows.heads(module.projection(), pair, adapter.path(), base);
            out.add(
                    name + ".lora_A.weight",
                    pair.rank(),
                    pair.inputs(),
                    () -> adapter.read(pair).a());
            out.add(name + ".lora_B.weight", pair.outputs(), pair.rank(), () -> {
                float[] b = adapter.read(pair).b();
                return heads == 0 ? b : HeadRows.halved(b, pair.rank(), heads);
            });
        });
        out.write(file);
    }

    private ObjectNode config(String baseName) {
        int rank = pairs.values().stream().mapToInt(LoraShape::rank).max().orElse(1);
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("base_model_name_or_path", baseName)
                .put("inference_mode", true)
                .put("r", rank);
        putAlpha(config);
        config.put("lora_dropout", 0.0)
                .put("bias", "none")
                .put("use_rslora", false)
                .put("use_dora", false)
                .put("fan_in_fan_out", false)
                .put("init_lora_weights", true)
                .putNull("modules_to_save");
        ArrayNode targets = config.putArray("target_modules");
        targets().forEach(targets::add);
        ObjectNode ranks = config.putObject("rank_pattern");
        pairs.forEach((module, pair) -> {
            if (pair.rank() != rank) {
                ranks.put(module.name(), pair.rank());
            }
        });
        config.putObject("alpha_pattern");
        return config;
    }

    /** As a whole number where it is one, as PEFT declares it; else with the digits that give the same float back. */
    private void putAlpha(ObjectNode config) {
        double alpha = adapter.alpha();
        if (alpha == Math.rint(alpha) && alpha <= Integer.MAX_VALUE) {
            config.put("lora_alpha", (int) alpha);
        } else {
            config.put("lora_alpha", alpha);
        }
    }

    /**
     * Layers by their own names where every block that the base has is changed in them, else each by its whole name: what
     * a target names and the file does not hold would be made anew.
     */
    private Set<String> targets() {
        Map<PeftProjection, Set<Integer>> blocks = new TreeMap<>();
        pairs.keySet()
                .forEach(module -> blocks.computeIfAbsent(module.projection(), key -> new TreeSet<>())
                        .add(module.layer()));
        boolean everywhere = blocks.entrySet().stream()
                .allMatch(entry -> base.tensors().stream()
                                .filter(tensor -> PeftModule.ofTensor(tensor.name(), adapter.architecture())
                                        .filter(module -> module.projection() == entry.getKey())
                                        .isPresent())
                                .count()
                        == entry.getValue().size());
        return everywhere
                ? blocks.keySet().stream().map(PeftProjection::shortName).collect(Collectors.toCollection(TreeSet::new))
                : pairs.keySet().stream().map(PeftModule::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
