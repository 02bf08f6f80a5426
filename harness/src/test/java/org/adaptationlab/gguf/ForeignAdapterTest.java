package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters with the oddities of trainers: the same as a plain one, or refused with what they are and a way out. */
class ForeignAdapterTest {

    private static final int RANK = 2;
    private static final int WIDTH = 8;
    private static final String QUERY = "layers.0.self_attn.q_proj";
    private static final float[] A = numbers(RANK * WIDTH);
    private static final float[] B = numbers(WIDTH * RANK);

    @TempDir
    private Path folder;

    private GgufFile base;
    private Path sound;

    @BeforeEach
    void writeBase() throws IOException {
        base = base("llama", "attn_q", WIDTH);
        sound = imported(named("base_model.model.model." + QUERY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_model.model.model.language_model.layers.0.self_attn.q_proj",
                "base_model.model.language_model.model.layers.0.self_attn.q_proj",
                "base_model.model.language_model.layers.0.self_attn.q_proj",
                "base_model.model.model.text_model.layers.0.self_attn.q_proj",
                "base_model.model.thinker.model.layers.0.self_attn.q_proj",
                "_orig_mod.base_model.model.model.layers.0.self_attn.q_proj",
                "base_model._orig_mod.model.model.layers.0.self_attn.q_proj",
                "base_model.model._orig_mod.model.layers.0.self_attn.q_proj",
                "base_model.model.model._orig_mod.language_model.layers.0.self_attn.q_proj",
                "base_model.model.model.layers.0._orig_mod.self_attn.q_proj",
                "module.base_model.model.model.layers.0.self_attn.q_proj",
                "base_model.model.model.layers.0._checkpoint_wrapped_module.self_attn.q_proj",
                "_fsdp_wrapped_module.base_model.model.model.layers.0._fsdp_wrapped_module.self_attn.q_proj",
                "base_model.model.layers.0.self_attn.q_proj",
                "model.layers.0.self_attn.q_proj"
            })
    void segmentsThatSayNothingAreLeftOut(String module) throws IOException {
        assertThat(imported(named(module))).hasSameBinaryContentAs(sound);
    }

    @Test
    void segmentsBehindTheMatrixAreLeftOutToo() throws IOException {
        PeftFolder peft = new PeftFolder(RANK, 8)
                .tensor("base_model.model.model." + QUERY + ".lora_A._fsdp_wrapped_module.weight", RANK, WIDTH, A)
                .tensor("base_model.model.model." + QUERY + ".lora_B.default._orig_mod.weight", WIDTH, RANK, B);
        assertThat(imported(peft)).hasSameBinaryContentAs(sound);
    }

    @Test
    void patternsOfAlphaAreMatchedWithoutThemToo() throws IOException {
        String module = "base_model.model.model.language_model." + QUERY;
        Path plain =
                imported(named("base_model.model.model." + QUERY).set("alpha_pattern", Map.of("model." + QUERY, 16)));
        assertThat(Files.mismatch(plain, sound)).isNotNegative();
        assertThat(imported(named(module).set("alpha_pattern", Map.of("model.language_model." + QUERY, 16))))
                .hasSameBinaryContentAs(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "model.vision_tower.encoder.layers.0.self_attn.q_proj, vision_tower",
        "vision_tower.vision_model.encoder.layers.0.self_attn.q_proj, vision_tower",
        "model.visual.blocks.0.attn.qkv, visual",
        "model.multi_modal_projector.linear_1, multi_modal_projector",
        "model.vision_model.layers.0.self_attn.q_proj, vision_model",
        "thinker.audio_tower.layers.0.self_attn.q_proj, audio_tower"
    })
    void partsForPicturesAndSoundAreRefusedByName(String module, String part) throws IOException {
        assertRefused(
                named("base_model.model." + module),
                "base_model.model." + module + ".lora_A.weight can't be imported: it is in " + part
                        + ", a part for pictures or sound",
                "train on the text layers only (Unsloth: finetune_vision_layers=False; PEFT: target_modules");
    }

    @Test
    void knowsAFolderOfMlx() throws IOException {
        Path mlx = sound().set("fine_tune_type", "lora").write(folder.resolve("mlx"));
        assertRefused(mlx, "was trained with MLX", "mlx_lm.fuse");
        Files.move(mlx.resolve("adapter_model.safetensors"), mlx.resolve("adapters.safetensors"));
        assertRefused(mlx, "was trained with MLX", "convert_hf_to_gguf.py");
        Files.delete(mlx.resolve("adapter_config.json"));
        assertRefused(mlx, "was trained with MLX", "or train with PEFT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_model.model.model.embed_tokens.weight",
                "base_model.model.lm_head.weight",
                "base_model.model.model.language_model.embed_tokens.weight"
            })
    void knowsAResizedVocabulary(String tensor) throws IOException {
        assertRefused(
                sound().tensor(tensor, 5, WIDTH, numbers(5 * WIDTH)),
                tensor + " can't be imported: the vocabulary was resized before training (tokens were added)",
                "5 rows of 8",
                "train without adding tokens");
    }

    @Test
    void knowsAnEmbeddingThatWasTrained() throws IOException {
        String head = "base_model.model.lm_head.";
        assertRefused(
                sound().tensor(head + "base_layer.weight", 5, WIDTH, numbers(5 * WIDTH))
                        .tensor(head + "lora_A.weight", RANK, WIDTH, A)
                        .tensor(head + "lora_B.weight", 5, RANK, numbers(5 * RANK)),
                "lm_head.base_layer.weight can't be imported: the adapter was trained on the embedding or the output head",
                "leave embed_tokens and lm_head out of target_modules");
    }

    @Test
    void knowsWeightsThatWereNotGathered() throws IOException {
        String module = "base_model.model.model." + QUERY;
        String remedy = "stage3_gather_16bit_weights_on_model_save";
        assertRefused(new PeftFolder(RANK, 8), "the adapter has no tensors, as when DeepSpeed ZeRO-3 saves", remedy);
        assertRefused(
                new PeftFolder(RANK, 8).flat(module + ".lora_A.weight").flat(module + ".lora_B.weight"),
                "lora_A.weight has a dimension of 0: the weights lay in parts",
                "zero_to_fp32.py",
                remedy);
        assertRefused(
                new PeftFolder(RANK, 8).flat(module + ".lora_A.weight", 1, 2).flat(module + ".lora_B.weight", 1, 2),
                "flat ones are parts of several processes",
                "FULL_STATE_DICT");
        Path checkpoint = folder.resolve("run");
        Files.createDirectories(checkpoint.resolve("global_step40"));
        assertRefused(checkpoint, "is a checkpoint of DeepSpeed", remedy);
    }

    @Test
    void knowsFoldersAroundAdaptersAndWholeModels() throws IOException {
        Path run = folder.resolve("run");
        sound().write(run.resolve("checkpoint-10"));
        sound().write(run.resolve("checkpoint-20"));
        assertRefused(run, "run: is no adapter itself, but has such in checkpoint-10, checkpoint-20; name one of them");
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        assertRefused(model, "model: is a whole model (it has config.json), no adapter", "convert_hf_to_gguf.py");
    }

    @Test
    void saysWhenOneHasInPartsWhatTheOtherHasWhole() throws IOException {
        GgufFile fused = base("phi3", "attn_qkv", 3 * WIDTH);
        assertUnfit(
                sound(),
                fused,
                "it changes blk.0.attn_q.weight, which the base does not have (it was trained on a version of the model"
                        + " with q, k, v, gate and up apart, such as Unsloth's Phi-4");
        assertUnfit(
                new PeftFolder(RANK, 8).pair(0, "self_attn.qkv_proj", RANK, A, numbers(3 * WIDTH * RANK)),
                base,
                "it changes blk.0.attn_qkv.weight, which the base does not have (it was trained on a version of the model"
                        + " with q, k and v, or gate and up, in one matrix");
    }

    @Test
    void takesAFloatForAlphaAndTellsItsBase() throws IOException {
        Path whole = imported(sound().set("lora_alpha", 8));
        assertThat(imported(sound().set("lora_alpha", 8.0))).hasSameBinaryContentAs(whole);
        Path peft = sound().set("base_model_name_or_path", "Qwen/Qwen3-8B").write(folder.resolve("peft"));
        assertThat(PeftAdapter.open(peft).baseName()).contains("Qwen/Qwen3-8B");
        assertThat(PeftAdapter.open(peft).doubt(base)).as("a base without name").isEmpty();
        sound().set("base_model_name_or_path", null).write(peft);
        assertThat(PeftAdapter.open(peft).baseName()).isEmpty();
    }

    private static PeftFolder sound() {
        return named("base_model.model.model." + QUERY);
    }

    private static PeftFolder named(String module) {
        return new PeftFolder(RANK, 8)
                .tensor(module + ".lora_A.weight", RANK, WIDTH, A)
                .tensor(module + ".lora_B.weight", WIDTH, RANK, B);
    }

    /** A file of its own for each call. */
    private Path imported(PeftFolder peft) throws IOException {
        Path out = Files.createTempFile(folder, "imported", ".gguf");
        PeftAdapter.open(peft.write(Files.createTempDirectory(folder, "peft"))).write(base, out);
        return out;
    }

    private void assertRefused(PeftFolder peft, String... message) throws IOException {
        assertRefused(peft.write(Files.createTempDirectory(folder, "refused")), message);
    }

    private static void assertRefused(Path peft, String... message) {
        assertThatThrownBy(() -> PeftAdapter.open(peft))
                .isInstanceOf(LabDefinitionException.class)
                .message()
                .contains(List.of(message))
                .contains(peft.toString());
    }

    private void assertUnfit(PeftFolder peft, GgufFile other, String message) throws IOException {
        PeftAdapter adapter = PeftAdapter.open(peft.write(Files.createTempDirectory(folder, "unfit")));
        assertThatThrownBy(() -> adapter.requireFits(other))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(message);
    }

    private GgufFile base(String architecture, String module, int outputs) throws IOException {
        Path file = folder.resolve(architecture + ".gguf");
        new GgufWriter()
                .text("general.architecture", architecture)
                .u32(architecture + ".attention.head_count", 2)
                .tensor("blk.0." + module + ".weight", new float[WIDTH * outputs], WIDTH, outputs)
                .write(file);
        return GgufFile.open(file);
    }

    private static float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i + 1) / 8f;
        }
        return values;
    }
}
