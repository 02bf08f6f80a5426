package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueNamesTest {

    private static List<String> names(String... values) {
        return List.copyOf(ValueNames.of(List.of(values)).values());
    }

    @Test
    void leavesNumbersAndWordsAsTheyAre() {
        assertThat(names("5", "100", "first")).containsExactly("5", "100", "first");
    }

    @Test
    void makesFoldersNamesOfTagsAndPaths() {
        assertThat(names(
                        "llama3.1:8b",
                        "hf.co/bartowski/Phi-4-GGUF:Q4_K_M",
                        "../models/Gemma 3.GGUF",
                        "C:\\models\\base.gguf",
                        "meta-llama/Llama-3.2-1B-Instruct"))
                .containsExactly("llama3.1-8b", "Phi-4-GGUF-Q4_K_M", "Gemma-3", "base", "Llama-3.2-1B-Instruct");
    }

    @Test
    void givesNoTwoTheSameNameWhateverTheFileSystemThinksOfCase() {
        assertThat(names("a/base.gguf", "b/Base.gguf", "base-2", "base"))
                .containsExactly("base", "Base-2", "base-2-2", "base-3");
    }

    @Test
    void neverLeavesTheFolderAndIsNeverEmptyOrLong() {
        assertThat(names("..", "/", "größe", "x".repeat(99)))
                .containsExactly("value", "value-2", "gr-e", "x".repeat(40));
    }
}
