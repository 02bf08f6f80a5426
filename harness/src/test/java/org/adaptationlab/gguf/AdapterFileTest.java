package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterFileTest {

    private static final String MODULE = "blk.0.attn_q.weight";

    @TempDir
    Path folder;

    @Test
    void readsBackWhatIsWritten() throws IOException {
        AdapterFile adapter = AdapterFile.open(written(new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
        assertThat(adapter.architecture()).isEqualTo("llama");
        assertThat(adapter.alpha()).isEqualTo(16);
        assertThat(adapter.pairs()).containsExactly(new LoraShape(MODULE, 2, 3, 4));
        assertThat(adapter.withoutEffect()).isFalse();
        LoraPair pair = adapter.read(adapter.pairs().get(0));
        assertThat(pair.module()).isEqualTo(MODULE);
        assertThat(pair.inputs()).isEqualTo(3);
        assertThat(pair.outputs()).isEqualTo(4);
        assertThat(pair.a()).containsExactly(1, 0, -1, 0.5f, 2, 3);
        assertThat(pair.b()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void theSameAdapterHasTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(new float[8]));
        assertThat(Files.readAllBytes(written(new float[8]))).isEqualTo(first);
    }

    @Test
    void knowsAnAdapterThatChangesNothing() throws IOException {
        assertThat(AdapterFile.open(written(new float[8])).withoutEffect()).isTrue();
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        AdapterFile adapter = AdapterFile.open(written(new float[] {1, 2, Float.NaN, 4, 5, 6, 7, 8}));
        assertThatThrownBy(adapter::withoutEffect)
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("adapter.gguf: tensor " + MODULE + ".lora_b holds NaN");
    }

    @Test
    void fitsItsBase() throws IOException {
        AdapterFile.open(written(new float[8])).requireFits(base("llama", MODULE, 3, 4));
    }

    @Test
    void saysWhyItDoesNotFitABase() throws IOException {
        assertUnfit(base("qwen2", MODULE, 3, 4), "for the architecture \"llama\", the base is \"qwen2\"");
        assertUnfit(base("llama", "blk.9.attn_q.weight", 3, 4), "changes " + MODULE + ", which the base does not have");
        assertUnfit(base("llama", MODULE, 3, 5), "its " + MODULE + " is [3, 4], that of the base [3, 5]");
    }

    @Test
    void refusesAModelThatIsNoAdapter() throws IOException {
        Path model = base("llama", MODULE, 3, 4).path();
        assertRefused(model, "not a LoRA adapter: general.type is \"\"");
    }

    @Test
    void refusesMatricesWithoutPartnerOrOfOtherRank() throws IOException {
        float[] values = new float[6];
        assertRefused(adapter(8).tensor(MODULE + ".lora_a", values, 3, 2), "has no partner");
        assertRefused(adapter(8).tensor(MODULE + ".lora_b", values, 2, 3), "belongs to no pair");
        assertRefused(
                adapter(8).tensor(MODULE + ".lora_a", values, 3, 2).tensor(MODULE + ".lora_b", values, 3, 2),
                "A of the shape [3, 2] and B of [3, 2]");
        assertRefused(adapter(8).tensor("x", values, 6), "belongs to no pair");
        assertRefused(adapter(8), "has no tensors");
    }

    @Test
    void refusesAnAlphaThatIsNoPositiveNumber() throws IOException {
        assertRefused(adapter(0), "adapter.lora.alpha is 0.0");
        assertRefused(adapter(Float.NaN), "adapter.lora.alpha is NaN");
    }

    @Test
    void neverFailsOtherwiseThanWithAClearLineWhateverTheBytes() throws IOException {
        byte[] sound = Files.readAllBytes(written(new float[8]));
        Path mutant = folder.resolve("mutant.gguf");
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] ^= 1;
            Files.write(mutant, bytes);
            try {
                AdapterFile.open(mutant).withoutEffect();
            } catch (LabDefinitionException e) {
                refused++;
                assertThat(e).message().contains("mutant.gguf: ");
            }
        }
        assertThat(refused).isBetween(500, 999);
    }

    private Path written(float[] b) throws IOException {
        Path file = folder.resolve("adapter.gguf");
        float[] a = {1, 0, -1, 0.5f, 2, 3};
        AdapterWriter.write(file, "llama", 16, List.of(new LoraPair(MODULE, 2, a, b)));
        return file;
    }

    private GgufFile base(String architecture, String tensor, int inputs, int outputs) throws IOException {
        Path file = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.architecture", architecture)
                .tensor(tensor, new float[inputs * outputs], inputs, outputs)
                .write(file);
        return GgufFile.open(file);
    }

    private static GgufWriter adapter(float alpha) {
        return new GgufWriter()
                .text("general.type", "adapter")
                .text("general.architecture", "llama")
                .text("adapter.type", "lora")
                .f32("adapter.lora.alpha", alpha);
    }

    private void assertUnfit(GgufFile base, String message) throws IOException {
        AdapterFile adapter = AdapterFile.open(written(new float[8]));
        assertThatThrownBy(() -> adapter.requireFits(base))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("does not fit the base model")
                .hasMessageContaining(message);
    }

    private void assertRefused(GgufWriter adapter, String message) throws IOException {
        Path file = folder.resolve("refused.gguf");
        adapter.write(file);
        assertRefused(file, message);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> AdapterFile.open(file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(file.getFileName() + ": ")
                .hasMessageContaining(message);
    }
}
