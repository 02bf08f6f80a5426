package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {

    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    /** 10 layers of 2 heads for keys and values, each of 64 values: 10 * 2 * (64 + 64) * 2 bytes = 5 KiB a token. */
    private GgufWriter base() {
        return new GgufWriter()
                .text("general.architecture", "llama")
                .u32("llama.block_count", 10)
                .u32("llama.embedding_length", 512)
                .u32("llama.attention.head_count", 8)
                .u32("llama.attention.head_count_kv", 2)
                .u32("tokenizer.ggml.bos_token_id", 5)
                .tensor("blk.0.attn_q.weight", new float[12], 3, 4);
    }

    private Path written(GgufWriter file) throws IOException {
        Path path = folder.resolve("base.gguf");
        file.write(path);
        return path;
    }

    private Path adapter(int inputs) throws IOException {
        Path path = folder.resolve("adapter.gguf");
        AdapterWriter.write(
                path, "llama", 1, List.of(new LoraPair("blk.0.attn_q.weight", 1, new float[inputs], new float[4])));
        return path;
    }

    @Test
    void takesAnAdapterThatFitsAndRefusesOneThatDoesNot() throws Exception {
        Path base = written(base());

        assertThatCode(() -> WeightFiles.open(base, adapter(3))).doesNotThrowAnyException();
        assertThatThrownBy(() -> WeightFiles.open(base, adapter(7)))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("does not fit the base model");
    }

    @Test
    void tellsAMissingFileFromABrokenOne() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.gguf"), "not a model");

        assertThatThrownBy(() -> WeightFiles.open(folder.resolve("none.gguf"), null))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("none.gguf");
        assertThatThrownBy(() -> WeightFiles.open(broken, null))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("broken.gguf");
    }

    @Test
    void predictsMemoryFromTheShapeOfTheModelAndTheContext() throws Exception {
        WeightFiles weights = WeightFiles.open(written(base()), null);

        // 100 MiB for the process, 20 MiB for 4,096 cached tokens, and less than one for the file
        assertThatCode(() -> weights.requireMemory(4096, 121 * MIB)).doesNotThrowAnyException();
        assertThatThrownBy(() -> weights.requireMemory(4096, 119 * MIB))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("needs about 120 MiB of memory with a context of 4096 tokens, 119 MiB are free");
    }

    @Test
    void knowsWhichModelsBeginWithATokenOfTheirOwn() throws Exception {
        assertThat(WeightFiles.open(written(base()), null).beginToken()).isNull();
        assertThat(WeightFiles.open(written(base().text("tokenizer.ggml.model", "llama")), null)
                        .beginToken())
                .isEqualTo(new BeginToken(5, ""));
        assertThat(WeightFiles.open(written(base().text("tokenizer.ggml.pre", "llama-bpe")), null)
                        .beginToken())
                .isEqualTo(new BeginToken(5, ""));
    }
}
