package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeftWriterTest {

    private static final int WIDTH = 16;
    private static final int HEADS = 4;
    private static final int KV_HEADS = 2;
    private static final int FFN = 24;
    private static final int LAYERS = 2;
    private static final int RANK = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma", "gemma2", "gemma3", "phi3"})
    void theImportGivesTheSameFileBack(String architecture) throws IOException {
        GgufFile base = base(architecture);
        AdapterFile adapter = adapter(base, 8, 2, RANK);
        Path peft = written(adapter, base);
        Path back = folder.resolve("back.gguf");
        PeftAdapter.open(peft).write(base, back);
        assertThat(back).hasSameBinaryContentAs(adapter.path());
    }

    @ParameterizedTest
    @ValueSource(doubles = {16, 0.1f, 3.3333333f, 1e-3f, 12.5})
    void anyAlphaComesBack(double alpha) throws IOException {
        GgufFile base = base("llama");
        AdapterFile adapter = adapter(base, alpha, 2, RANK);
        Path back = folder.resolve("back.gguf");
        PeftAdapter.open(written(adapter, base)).write(base, back);
        assertThat(back).hasSameBinaryContentAs(adapter.path());
    }

    @Test
    void differentRanksComeBack() throws IOException {
        GgufFile base = base("llama");
        AdapterFile adapter = adapter(base, 8, 2, 2);
        Path peft = written(adapter, base);
        JsonNode config = config(peft);
        assertThat(config.path("r").asInt()).isEqualTo(RANK);
        assertThat(config.at("/rank_pattern/model.layers.0.self_attn.k_proj").asInt())
                .isEqualTo(2);
        assertThat(config.path("rank_pattern")).hasSize(LAYERS);
        Path back = folder.resolve("back.gguf");
        PeftAdapter.open(peft).write(base, back);
        assertThat(back).hasSameBinaryContentAs(adapter.path());
    }

    @Test
    void writesWhatLoadersAskFor() throws IOException {
        GgufFile base = base("llama");
        Path peft = written(adapter(base, 8, 2, RANK), base);
        assertThat(Files.readString(peft.resolve("adapter_config.json"))).isEqualTo("""
                        {
                          "peft_type" : "LORA",
                          "task_type" : "CAUSAL_LM",
                          "base_model_name_or_path" : "org/model",
                          "inference_mode" : true,
                          "r" : 4,
                          "lora_alpha" : 8,
                          "lora_dropout" : 0.0,
                          "bias" : "none",
                          "use_rslora" : false,
                          "use_dora" : false,
                          "fan_in_fan_out" : false,
                          "init_lora_weights" : true,
                          "modules_to_save" : null,
                          "target_modules" : [ "down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj" ],
                          "rank_pattern" : { },
                          "alpha_pattern" : { }
                        }
                        """);
        SafetensorsFile weights = SafetensorsFile.open(peft.resolve("adapter_model.safetensors"));
        assertThat(weights.tensors()).hasSize(LAYERS * 7 * 2);
        assertThat(weights.tensors().iterator().next()).satisfies(first -> {
            assertThat(first.name()).isEqualTo("base_model.model.model.layers.0.mlp.down_proj.lora_A.weight");
            assertThat(first.shape()).containsExactly((long) FFN, (long) RANK);
            assertThat(first.position() % 8).isZero();
        });
    }

    @Test
    void namesFusedLayersAsTheModelDoes() throws IOException {
        GgufFile base = base("phi3");
        Path peft = written(adapter(base, 8, 2, RANK), base);
        assertThat(config(peft).path("target_modules"))
                .extracting(JsonNode::asText)
                .containsExactly("down_proj", "gate_up_proj", "o_proj", "qkv_proj");
    }

    @Test
    void namesEachLayerWhereNotAllBlocksAreChanged() throws IOException {
        GgufFile base = base("llama");
        AdapterFile adapter = adapter(base, 8, 1, RANK);
        assertThat(config(written(adapter, base)).path("target_modules"))
                .extracting(JsonNode::asText)
                .hasSize(7)
                .startsWith("model.layers.0.mlp.down_proj");
    }

    @Test
    void theSameAdapterHasTheSameBytes() throws IOException {
        GgufFile base = base("llama");
        AdapterFile adapter = adapter(base, 8, 2, RANK);
        Path first = written(adapter, base);
        Path second = folder.resolve("second");
        PeftWriter.write(adapter, base, "org/model", second);
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    @Test
    void refusesWhatPeftHasNoNameFor() throws IOException {
        Path file = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.architecture", "llama")
                .tensor("output.weight", new float[WIDTH * 8], WIDTH, 8)
                .write(file);
        GgufFile base = GgufFile.open(file);
        Path lora = folder.resolve("lora.gguf");
        AdapterWriter.write(
                lora, "llama", 8, List.of(new LoraPair("output.weight", 1, new float[WIDTH], new float[8])));
        AdapterFile adapter = AdapterFile.open(lora);
        assertThatThrownBy(() -> PeftWriter.write(adapter, base, "m", folder.resolve("peft")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("lora.gguf: changes output.weight, which has no name in PEFT that is known here");
        assertThatThrownBy(() -> PeftWriter.write(adapter, base("qwen2"), "m", folder.resolve("peft")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("does not fit the base model");
        assertThat(folder.resolve("peft")).doesNotExist();
    }

    @Test
    void refusesAnArchitectureWhoseRowsAreNotKnown() throws IOException {
        GgufFile base = base("mamba");
        AdapterFile adapter = adapter(base, 8, 1, RANK);
        assertThatThrownBy(() -> PeftWriter.write(adapter, base, "m", folder.resolve("peft")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("how the architecture \"mamba\" lays out its rows is not known here");
    }

    private Path written(AdapterFile adapter, GgufFile base) throws IOException {
        Path peft = folder.resolve("peft");
        PeftWriter.write(adapter, base, "org/model", peft);
        return peft;
    }

    private static JsonNode config(Path peft) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(peft.resolve("adapter_config.json")));
    }

    private AdapterFile adapter(GgufFile base, double alpha, int layers, int keyRank) throws IOException {
        List<LoraPair> pairs = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (Map.Entry<String, int[]> module :
                    modules(base.architecture().orElseThrow()).entrySet()) {
                int rank = module.getKey().equals("attn_k") ? keyRank : RANK;
                pairs.add(new LoraPair(
                        "blk." + layer + "." + module.getKey() + ".weight",
                        rank,
                        random(rank * module.getValue()[0]),
                        random(rank * module.getValue()[1])));
            }
        }
        Path file = folder.resolve("own.gguf");
        AdapterWriter.write(file, base.architecture().orElseThrow(), alpha, pairs);
        return AdapterFile.open(file);
    }

    private GgufFile base(String architecture) throws IOException {
        GgufWriter out = new GgufWriter()
                .text("general.architecture", architecture)
                .u32(architecture + ".attention.head_count", HEADS)
                .u32(architecture + ".attention.head_count_kv", KV_HEADS);
        for (int layer = 0; layer < LAYERS; layer++) {
            for (Map.Entry<String, int[]> module : modules(architecture).entrySet()) {
                int[] size = module.getValue();
                out.tensor(
                        "blk." + layer + "." + module.getKey() + ".weight",
                        new float[size[0] * size[1]],
                        size[0],
                        size[1]);
            }
        }
        Path file = folder.resolve(architecture + ".gguf");
        out.write(file);
        return GgufFile.open(file);
    }

    /** Inputs and outputs of each module, in the order of a block. */
    private static Map<String, int[]> modules(String architecture) {
        int keys = WIDTH / HEADS * KV_HEADS;
        Map<String, int[]> modules = new LinkedHashMap<>();
        if (architecture.equals("phi3")) {
            modules.put("attn_output", new int[] {WIDTH, WIDTH});
            modules.put("attn_qkv", new int[] {WIDTH, WIDTH + 2 * keys});
            modules.put("ffn_down", new int[] {FFN, WIDTH});
            modules.put("ffn_up", new int[] {WIDTH, 2 * FFN});
            return modules;
        }
        modules.put("attn_q", new int[] {WIDTH, WIDTH});
        modules.put("attn_k", new int[] {WIDTH, keys});
        modules.put("attn_v", new int[] {WIDTH, keys});
        modules.put("attn_output", new int[] {WIDTH, WIDTH});
        modules.put("ffn_gate", new int[] {WIDTH, FFN});
        modules.put("ffn_up", new int[] {WIDTH, FFN});
        modules.put("ffn_down", new int[] {FFN, WIDTH});
        return modules;
    }

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
