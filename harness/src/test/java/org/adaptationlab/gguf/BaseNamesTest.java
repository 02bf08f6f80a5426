package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseNamesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "HuggingFaceTB/SmolLM2-135M-Instruct, Smollm2 135M 8k Lc100K Mix1 Ep2",
        "meta-llama/Llama-3.1-8B-Instruct, Meta Llama 3.1 8B Instruct",
        "unsloth/llama-3-8b-bnb-4bit, Meta-Llama-3-8B",
        "unsloth/Meta-Llama-3.1-8B-bnb-4bit, Llama 3.1 8B",
        "Qwen/Qwen2.5-0.5B-Instruct, qwen2.5-0.5b-instruct",
        "google/gemma-3-270m-it, Gemma 3 270m",
        "microsoft/Phi-4-mini-instruct, Phi 4 Mini Instruct",
        "mistralai/Mistral-7B-Instruct-v0.3, Mistral 7B v0.3",
        "/data/models/Qwen3-8B/, Qwen3 8B",
        "C:\\models\\Qwen3-8B, Qwen3 8B",
        "/root/.cache/huggingface/hub/models--google--gemma-2-2b/snapshots/c5ebcd40d208330abc697524c919956e692655cf,"
                + " Gemma 2 2b"
    })
    void isSatisfiedWithAWordInCommon(String peftBase, String name) throws IOException {
        assertThat(BaseNames.doubt(peftBase, named(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Qwen/Qwen2.5-7B-Instruct, Meta Llama 3.1 8B Instruct",
        "meta-llama/Llama-3.1-8B-Instruct, Hermes 3 8B Instruct",
        "google/gemma-3-4b-it, Phi 3 Mini 4k Instruct",
        "mistralai/Mixtral-8x7B, Smollm2 135M Mix1",
        "unsloth/Phi-4-unsloth-bnb-4bit, Unsloth Qwen3 4B Bnb 4bit",
        "deepseek-ai/deepseek-coder-6.7b-instruct, Qwen2.5 Coder 7B Instruct",
        "/root/.cache/huggingface/hub/models--google--gemma-2-2b/snapshots/c5ebcd40d208330abc697524c919956e692655cf,"
                + " Llama 3.2 3B"
    })
    void namesBothWhereTheyShareNoWord(String peftBase, String name) throws IOException {
        GgufFile base = named(name);
        assertThat(BaseNames.doubt(peftBase, base))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("trained on \"" + peftBase + "\"", base.path() + " calls itself \"" + name + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "./outputs/checkpoint-500, Llama 3.1 8B",
        "/models/c5ebcd40d208330abc697524c919956e692655cf, Llama 3.1 8B",
        "/, Llama 3.1 8B",
        "Qwen/Qwen3-8B, Model",
        "Qwen/Qwen3-8B, ''"
    })
    void saysNothingWhereOneHasNoName(String peftBase, String name) throws IOException {
        assertThat(BaseNames.doubt(peftBase, named(name))).isEmpty();
    }

    @Test
    void looksAtTheBasenameAndTheFinetuneToo() throws IOException {
        Path file = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.name", "Our Best")
                .text("general.basename", "qwen3")
                .text("general.finetune", "zephyr")
                .write(file);
        GgufFile base = GgufFile.open(file);
        assertThat(BaseNames.doubt("Qwen/Qwen3-8B", base)).isEmpty();
        assertThat(BaseNames.doubt("x/zephyr-7b-beta", base)).isEmpty();
        assertThat(BaseNames.doubt("x/llama", base).orElseThrow()).contains("itself \"Our Best, qwen3, zephyr\"");
    }

    private GgufFile named(String name) throws IOException {
        Path file = folder.resolve("base.gguf");
        new GgufWriter().text("general.name", name).write(file);
        return GgufFile.open(file);
    }
}
