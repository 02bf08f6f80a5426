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

class LlamaShapeTest {

    @TempDir
    Path folder;

    @Test
    void readsTheSizes() throws IOException {
        LlamaShape shape = LlamaShape.of(TinyLlama.write(folder.resolve("tiny.gguf")));
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
        assertRefused(tiny().tensor("rope_freqs.weight", new float[4], 4), "scales its rotary positions");
        assertRefused(tiny().text("llama.rope.scaling.type", "yarn"), "scales its rotary positions");
        assertRefused(tiny().u32("llama.expert_count", 8), "mixture of experts");
        assertRefused(tiny().u32("llama.rope.dimension_count", 4), "rotates only 4 of 8");
        assertRefused(tiny().tensor("blk.0.attn_q.bias", new float[32], 32), "has biases (blk.0.attn_q.bias)");
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

    private static GgufWriter tiny() {
        return TinyLlama.tensors(TinyLlama.metadata("llama"));
    }

    private void assertRefused(GgufWriter model, String message) {
        Path file = folder.resolve("refused.gguf");
        assertThatThrownBy(() -> {
                    model.write(file);
                    LlamaShape.of(GgufFile.open(file));
                })
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("refused.gguf: ")
                .hasMessageContaining(message);
    }
}
