package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OllamaBlobTest {

    @TempDir
    private Path folder;

    @Test
    void looksInTheNamedStoreOnly() {
        assertThat(OllamaBlob.of(Map.of("OLLAMA_MODELS", folder.toString())).folders())
                .containsExactly(folder.resolve("blobs"));
    }

    @Test
    void looksInTheHomeAndInTheStoreOfTheService() {
        assertThat(OllamaBlob.of(Map.of()).folders())
                .containsExactly(
                        Path.of(System.getProperty("user.home"), ".ollama", "models", "blobs"),
                        Path.of("/usr/share/ollama/.ollama/models/blobs"));
    }

    @Test
    void takesTheFileFromTheStoreThatHasIt() throws Exception {
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(second.resolve("sha256-abc"), "GGUF");
        CatalogueModel model =
                new CatalogueModel("m", "llama", 0, "F32", "MIT", null, Path.of("m.gguf"), 4, "abc", List.of(), null);

        Path file = new OllamaBlob(List.of(folder.resolve("first"), second))
                .fetch(model, folder, new StoreFixture.Listener());

        assertThat(file).content().isEqualTo("GGUF");
    }
}
