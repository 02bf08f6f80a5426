package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderShapeTest {

    @TempDir
    Path folder;

    @Test
    void readsTheSizes() throws IOException {
        DecoderShape shape = DecoderShape.of(TinyLlama.write(folder.resolve("tiny.gguf")));
        assertThat(shape.headWidth()).isEqualTo(8);
        assertThat(shape.vocabulary()).isEqualTo(TinyLlama.VOCABULARY);
        assertThat(shape.tied()).isTrue();
        long block = 32 * 32 * 2 + 2 * 32 * 16 + 3 * 32 * 48 + 2 * 32;
        assertThat(shape.parameters()).isEqualTo(2 * block + 64 * 32 + 32);
    }

    @Test
    void refusesAnotherArchitectureByName() {
        assertRefused(TinyLlama.tensors(TinyLlama.metadata("gemma2")), "architecture is \"gemma2\"");
    }

    @Test
    void refusesWhatItWouldComputeWrongly() {
        assertRefused(tiny().tensor("rope_freqs.weight", new float[4], 4), "divides a frequency by 0.0");
        assertRefused(tiny().tensor("rope_freqs.weight", new float[8], 8), "of the shape [8] for 4 frequencies");
        assertRefused(tiny().text("llama.rope.scaling.type", "yarn"), "in the way \"yarn\"");
        assertRefused(tiny().text("llama.rope.scaling.type", "longrope"), "without rope_factors_short.weight");
        assertRefused(tiny().u32("llama.expert_count", 8), "mixture of experts");
        assertRefused(tiny().u32("llama.rope.dimension_count", 12), "turns 12 of 8 values");
        assertRefused(tiny().u32("llama.attention.value_length", 16), "over 2 kv heads of 16");
        assertRefused(tiny().f32("llama.attention.scale", 0.5f), "has 0.5 for llama.attention.scale");
        assertRefused(tiny().tensor("blk.0.attn_q.bias", new float[16], 16), "of the shape [16]");
        assertRefused(
                tiny().tensor("blk.1.attn_q_norm.weight", new float[8], 8),
                "has a tensor that is not known here, blk.1.attn_q_norm.weight");
    }

    @Test
    void saysWhatElseCanTrainAModelThatItRefuses() {
        assertRefused(tiny().u32("llama.expert_count", 8), "train it with \"trainer: peft\"");
        assertRefused(TinyLlama.metadata("mamba"), "train it with \"trainer: peft\"");
    }

    @Test
    void partsForPicturesAreNoneOfItsBusiness() throws IOException {
        Path file = folder.resolve("seeing.gguf");
        tiny().tensor("v.blk.0.attn_q.weight", new float[4], 4)
                .tensor("mm.input_projection.weight", new float[4], 4)
                .write(file);
        assertThat(DecoderShape.of(GgufFile.open(file)).layers()).isEqualTo(2);
    }

    @Test
    void readsHowPositionsAreScaled() throws IOException {
        Rope rope = positions(tiny().f32("llama.rope.scaling.factor", 4)
                        .tensor("rope_freqs.weight", new float[] {1, 1, 2, 8}, 4))
                .global();
        assertThat(rope.divisors()).containsExactly(4, 4, 8, 32);
        assertThat(rope.pairs()).isEqualTo(Rope.Pairs.NEIGHBOURS);
        assertThat(positions(tiny().text("llama.rope.scaling.type", "none").f32("llama.rope.scaling.factor", 4))
                        .global()
                        .divisors())
                .containsExactly(1, 1, 1, 1);
    }

    @Test
    void seesThroughNoWindowThatLlamaCppDoesNotKnow() throws IOException {
        Positions positions = positions(tiny().u32("llama.attention.sliding_window", 16));
        assertThat(positions.window()).isZero();
        assertThat(positions.isLocal(0)).isFalse();
    }

    @Test
    void refusesAWeightItCannotReadByName() {
        assertRefused(
                tiny().tensor("output.weight", TensorType.Q4_K, new byte[144 * 8], 32, 64),
                "not of whole blocks of 256");
        assertRefused(
                tiny().tensor("output.weight", TensorType.Q8_1, new byte[36 * 64], 32, 64),
                "stores output.weight as Q8_1");
        assertRefused(tiny().tensor("output.weight", new float[32], 32), "of the shape [32]");
        assertRefused(TinyLlama.metadata("llama"), "has no tensor token_embd.weight");
    }

    private Positions positions(GgufWriter model) throws IOException {
        Path file = folder.resolve("positions.gguf");
        model.write(file);
        return DecoderShape.of(GgufFile.open(file)).positions();
    }

    private static GgufWriter tiny() {
        return TinyLlama.tensors(TinyLlama.metadata("llama"));
    }

    private void assertRefused(GgufWriter model, String message) {
        Path file = folder.resolve("refused.gguf");
        assertThatThrownBy(() -> {
                    model.write(file);
                    DecoderShape.of(GgufFile.open(file));
                })
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("refused.gguf: ")
                .hasMessageContaining(message);
    }
}
