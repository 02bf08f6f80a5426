package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeftAdapterTest {

    private static final int WIDTH = 16;
    private static final int HEADS = 4;
    private static final int KV_HEADS = 2;
    private static final int FFN = 24;
    private static final int LAYERS = 2;
    private static final int RANK = 4;

    @TempDir
    private Path folder;

    private GgufFile base;

    @BeforeEach
    void writeBase() throws IOException {
        base = base("llama");
    }

    @Test
    void importsWhatTheSafetensorsLibraryWroteAsLlamaCppConvertsIt() throws Exception {
        AdapterFile imported = imported(shipped("plain"));
        assertThat(imported.architecture()).isEqualTo("llama");
        assertThat(imported.alpha()).isEqualTo(16);
        assertThat(imported.pairs()).hasSize(LAYERS * 7);
        assertSameAsExpected(imported);
    }

    @Test
    void scalesRankStabilizedAdaptersByTheRootOfTheRank() throws Exception {
        AdapterFile imported = imported(shipped("half"));
        assertThat(imported.alpha()).as("16 / √4 is 32 / 4").isEqualTo(32);
        assertSameAsExpected(imported);
    }

    @Test
    void bringsBackAnAdapterOfOursUnchanged() throws IOException {
        Path own = folder.resolve("own.gguf");
        AdapterWriter.write(own, "llama", 16, randomPairs());
        Path peft = PeftFolder.of(AdapterFile.open(own), HEADS, KV_HEADS).write(folder.resolve("peft"));
        Path back = folder.resolve("back.gguf");
        PeftAdapter.open(peft).write(base, back);
        assertThat(back).hasSameBinaryContentAs(own);
        AdapterFile.open(back).requireFits(base);
    }

    @Test
    void leavesTheRowsOfArchitecturesWhoseBaseKeepsThem() throws IOException {
        float[] b = numbers(WIDTH * RANK);
        Path peft = new PeftFolder(RANK, 8)
                .pair(1, "self_attn.q_proj", RANK, numbers(RANK * WIDTH), b)
                .write(folder.resolve("peft"));
        Path out = folder.resolve("out.gguf");
        PeftAdapter.open(peft).write(base("qwen2"), out);
        AdapterFile imported = AdapterFile.open(out);
        assertThat(imported.read(imported.pairs().get(0)).b()).isEqualTo(b);
    }

    @Test
    void readsBrainFloatsAndNamesWithTheAdaptersName() throws IOException {
        String name = "base_model.model.model.layers.0.self_attn.v_proj.lora_";
        Path peft = new PeftFolder(1, 8)
                .brainFloats(name + "A.default.weight", 1, WIDTH, constant(WIDTH, 1.5f))
                .brainFloats(name + "B.default.weight", 8, 1, constant(8, -0.25f))
                .write(folder.resolve("peft"));
        LoraPair pair = onlyPair(peft);
        assertThat(pair.module()).isEqualTo("blk.0.attn_v.weight");
        assertThat(pair.a()).containsOnly(1.5f);
        assertThat(pair.b()).containsOnly(-0.25f);
    }

    @Test
    void putsWhatAModuleHasMoreOfAlphaIntoItsB() throws IOException {
        Path peft = new PeftFolder(RANK, 8)
                .set("alpha_pattern", Map.of("v_proj", 16))
                .set("rank_pattern", Map.of("v_proj", 2))
                .pair(0, "self_attn.v_proj", 2, constant(2 * WIDTH, 1), constant(8 * 2, 1))
                .write(folder.resolve("peft"));
        LoraPair pair = onlyPair(peft);
        assertThat(pair.rank()).isEqualTo(2);
        assertThat(pair.b()).as("16/2 = 8/2 · 2").containsOnly(2);
    }

    @Test
    void refusesWhatAGgufAdapterCannotHoldByName() throws IOException {
        assertRefused(sound().set("use_dora", true), "use_dora is true and can't be imported: DoRA's magnitudes");
        assertRefused(sound().set("modules_to_save", List.of("lm_head")), "modules_to_save is [\"lm_head\"]");
        assertRefused(sound().set("bias", "lora_only"), "bias is \"lora_only\" and can't be imported: biases");
        assertRefused(sound().set("lora_bias", true), "lora_bias is true");
        assertRefused(sound().set("fan_in_fan_out", true), "fan_in_fan_out is true");
        assertRefused(sound().set("layer_replication", List.of(List.of(0, 2))), "layer_replication is [[0,2]]");
        assertRefused(sound().set("trainable_token_indices", List.of(1)), "trainable_token_indices is [1]");
        assertRefused(sound().set("init_lora_weights", "pissa"), "init_lora_weights is \"pissa\"");
        assertRefused(sound().set("alpha_pattern", Map.of(".*q_proj", 1)), "regular expressions are not");
        assertRefused(sound().set("peft_type", "IA3"), "peft_type is \"IA3\"; only \"LORA\" can be imported");
        assertRefused(sound().set("r", 0), "r is 0 and lora_alpha is 8.0; a rank of 1 to");
        assertRefused(sound().set("lora_alpha", "x"), "lora_alpha is \"x\"");
        assertRefused(tensor("0.self_attn.q_proj.lora_magnitude_vector"), "can't be imported: DoRA's magnitudes");
        assertRefused(tensor("0.self_attn.q_proj.lora_B.bias"), "can't be imported: biases have no place");
        assertRefused(tensor("0.self_attn.qk_norm.lora_A.weight"), "changes the module self_attn.qk_norm");
        assertRefused(tensor("0.mlp.experts.3.w1.lora_A.weight"), "changes the module mlp.experts.3.w1, which");
        assertRefused(
                sound().tensor("base_model.model.model.embed_tokens.lora_embedding_A", 1, 2, 0, 0),
                "it changes token embeddings");
        assertRefused(
                sound().tensor("base_model.model.lm_head.lora_A.weight", 1, 2, 0, 0), "it is no layer of a block");
        assertRefused(
                sound().tensor("base_model.model.model.norm.weight", 1, 2, 0, 0),
                "it is a whole module, not a LoRA matrix; train without modules_to_save");
    }

    @Test
    void refusesPairsThatAreNone() throws IOException {
        String q = "0.self_attn.q_proj.lora_";
        assertRefused(sound().without(q + "B.weight"), q + "A.weight has no partner lora_B");
        assertRefused(sound().without(q + "A.weight"), q + "B.weight has no partner lora_A");
        assertRefused(sound().set("r", 3), "has the rank 4, but adapter_config.json says r 3");
        assertRefused(
                sound().pair(0, "mlp.up_proj", RANK, numbers(RANK * WIDTH), numbers(3 * RANK))
                        .tensor("base_model.model.model.layers.0.mlp.up_proj.lora_B.weight", RANK, 3, numbers(12)),
                "wanted [in, rank] and [rank, out]");
        assertRefused(
                sound().tensor("base_model.model.model.layers." + q + "A.other.weight", RANK, WIDTH, numbers(64)),
                "is there twice, under two adapters' names");
        assertRefused(new PeftFolder(RANK, 8), "the adapter has no tensors");
    }

    @Test
    void refusesAnotherBase() throws IOException {
        assertUnfit(sound(), base("mamba"), "architecture \"mamba\" lays out its rows is not known here; known: gemma");
        assertUnfit(
                new PeftFolder(RANK, 8).pair(2, "mlp.up_proj", RANK, numbers(64), numbers(96)),
                base,
                "it changes blk.2.ffn_up.weight, which the base does not have");
        assertUnfit(
                new PeftFolder(RANK, 8).pair(0, "mlp.up_proj", RANK, numbers(64), numbers(100)),
                base,
                "its blk.0.ffn_up.weight is [16, 25], that of the base [16, 24]");
    }

    @Test
    void refusesNumbersThatAreNotFiniteAndLeavesNoFile() throws IOException {
        float[] b = numbers(8 * RANK);
        b[5] = Float.POSITIVE_INFINITY;
        Path peft = new PeftFolder(RANK, 8)
                .pair(0, "self_attn.v_proj", RANK, numbers(RANK * WIDTH), b)
                .write(folder.resolve("peft"));
        Path out = folder.resolve("out.gguf");
        assertThatThrownBy(() -> PeftAdapter.open(peft).write(base, out)).hasMessageContaining("holds Infinity");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysWhatIsMissingInAFolder() throws IOException {
        assertThatThrownBy(() -> PeftAdapter.open(folder))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("adapter_config.json: there is no such file; name the folder");
        Path peft = sound().write(folder.resolve("peft"));
        Files.move(peft.resolve("adapter_model.safetensors"), peft.resolve("adapter_model.bin"));
        assertThatThrownBy(() -> PeftAdapter.open(peft)).hasMessageContaining("safe_serialization=True");
        Files.writeString(peft.resolve("adapter_config.json"), "{\"r\": 8,");
        assertThatThrownBy(() -> PeftAdapter.open(peft)).hasMessageContaining("adapter_config.json: is no JSON");
    }

    @Test
    void neverFailsOtherwiseThanWithAClearLineWhateverTheBytes() throws IOException {
        Path peft = sound().write(folder.resolve("peft"));
        Random random = new Random(5);
        int refused = 0;
        for (String name : List.of("adapter_model.safetensors", "adapter_config.json")) {
            Path file = peft.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int mutant = 0; mutant < 700; mutant++) {
                byte[] bytes =
                        Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
                for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(Math.min(bytes.length, 700))] = (byte) random.nextInt();
                }
                Files.write(file, bytes);
                try {
                    PeftAdapter.open(peft).write(base, folder.resolve("out.gguf"));
                } catch (LabDefinitionException e) {
                    refused++;
                    assertThat(e).message().contains("peft").isNotBlank();
                }
            }
            Files.write(file, whole);
        }
        assertThat(refused).isBetween(700, 1399);
    }

    private AdapterFile imported(Path peft) throws IOException {
        Path out = folder.resolve("imported.gguf");
        PeftAdapter.open(peft).write(base, out);
        return AdapterFile.open(out);
    }

    private LoraPair onlyPair(Path peft) throws IOException {
        AdapterFile imported = imported(peft);
        assertThat(imported.pairs()).hasSize(1);
        return imported.read(imported.pairs().get(0));
    }

    private static void assertSameAsExpected(AdapterFile imported) throws URISyntaxException {
        SafetensorsFile expected = SafetensorsFile.open(shipped("expected.safetensors"));
        int compared = 0;
        for (LoraShape shape : imported.pairs()) {
            LoraPair pair = imported.read(shape);
            for (TensorInfo tensor : expected.tensors()) {
                if (tensor.name().startsWith(shape.module())) {
                    assertThat(tensor.name().endsWith("a") ? pair.a() : pair.b())
                            .as(tensor.name())
                            .isEqualTo(expected.floats(tensor));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(expected.tensors().size()).isEqualTo(LAYERS * 7 * 2);
    }

    private static Path shipped(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PeftAdapterTest.class.getResource("/peft/" + name))
                .toURI());
    }

    private PeftFolder sound() {
        return new PeftFolder(RANK, 8).pair(0, "self_attn.q_proj", RANK, numbers(RANK * WIDTH), numbers(WIDTH * RANK));
    }

    private PeftFolder tensor(String name) {
        return sound().tensor("base_model.model.model.layers." + name, 1, 2, 0, 0);
    }

    private void assertRefused(PeftFolder peft, String message) throws IOException {
        Path written = peft.write(folder.resolve("refused"));
        assertThatThrownBy(() -> PeftAdapter.open(written))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("refused")
                .hasMessageContaining(message);
    }

    private void assertUnfit(PeftFolder peft, GgufFile other, String message) throws IOException {
        PeftAdapter adapter = PeftAdapter.open(peft.write(folder.resolve("unfit")));
        assertThatThrownBy(() -> adapter.requireFits(other))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(other.path().toString())
                .hasMessageContaining(message);
    }

    private static List<LoraPair> randomPairs() {
        List<LoraPair> pairs = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            for (Map.Entry<String, int[]> module : modules()) {
                pairs.add(new LoraPair(
                        "blk." + layer + "." + module.getKey() + ".weight",
                        RANK,
                        numbers(RANK * module.getValue()[0]),
                        numbers(RANK * module.getValue()[1])));
            }
        }
        return pairs;
    }

    /** Inputs and outputs of each module. */
    private static List<Map.Entry<String, int[]>> modules() {
        int keys = WIDTH / HEADS * KV_HEADS;
        return List.of(
                Map.entry("attn_q", new int[] {WIDTH, WIDTH}),
                Map.entry("attn_k", new int[] {WIDTH, keys}),
                Map.entry("attn_v", new int[] {WIDTH, keys}),
                Map.entry("attn_output", new int[] {WIDTH, WIDTH}),
                Map.entry("ffn_gate", new int[] {WIDTH, FFN}),
                Map.entry("ffn_up", new int[] {WIDTH, FFN}),
                Map.entry("ffn_down", new int[] {FFN, WIDTH}));
    }

    private GgufFile base(String architecture) throws IOException {
        GgufWriter out = new GgufWriter()
                .text("general.architecture", architecture)
                .u32(architecture + ".attention.head_count", HEADS)
                .u32(architecture + ".attention.head_count_kv", KV_HEADS);
        for (int layer = 0; layer < LAYERS; layer++) {
            for (Map.Entry<String, int[]> module : modules()) {
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

    /** All different, and exact in half precision. */
    private static float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1) / 16f;
        }
        return values;
    }

    private static float[] constant(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
