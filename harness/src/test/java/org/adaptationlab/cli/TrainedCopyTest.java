package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainerAnswerFile;
import org.adaptationlab.train.TrainingManifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedCopyTest {

    @TempDir
    private Path folder;

    private Path gguf;

    @BeforeEach
    void fillTheCache() throws IOException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        gguf = TinyModel.adapter(cache.resolve("key.gguf"), 1);
        TinyModel.peft(cache.resolve("key"));
        TrainedManifest.of(Sha256.ofFile(gguf)).write(cache.resolve("key.json"));
    }

    @Test
    void aFileComesWithItsManifest() {
        Path copy = TrainedCopy.file(adapter(gguf), folder.resolve("lora.gguf"));
        assertThat(copy).hasSameBinaryContentAs(gguf);
        assertThat(folder.resolve("lora.json")).hasSameTextualContentAs(gguf.resolveSibling("key.json"));
    }

    @Test
    void aFolderHasPeftsFormAndAManifestThatIsTrueOfIt() throws IOException {
        Path copy = TrainedCopy.folder(adapter(gguf), folder.resolve("a/lora"));

        assertThat(PeftAdapter.open(copy).digest())
                .isEqualTo(PeftAdapter.open(gguf.resolveSibling("key")).digest());
        assertThat(TrainingManifest.of(copy).orElseThrow())
                .isEqualTo(TrainedManifest.of(PeftAdapter.open(copy).digest()));
        assertThat(TrainerAnswerFile.ofAdapter(copy)).containsExactly(TrainedManifest.ANSWER);
        assertThat(TrainedCopy.folder(adapter(gguf), copy)).as("a second time").isDirectory();
    }

    @Test
    void aFolderOfOtherThingsIsLeftAlone() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        TrainedCopy.folder(adapter(gguf), other);
        Path papers = Files.createDirectory(folder.resolve("papers"));
        Files.writeString(papers.resolve("manifest.json"), "mine");
        assertThatThrownBy(() -> TrainedCopy.folder(adapter(gguf), papers))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("papers: the folder holds something else than an adapter");
        assertThat(papers.resolve("manifest.json")).hasContent("mine");
    }

    @Test
    void whatEndsWithASlashOrIsAFolderIsAFolder() {
        assertThat(TrainedCopy.isFolder("new/", folder.resolve("new"))).isTrue();
        assertThat(TrainedCopy.isFolder("cache", folder.resolve("cache"))).isTrue();
        assertThat(TrainedCopy.isFolder("lora.gguf", folder.resolve("lora.gguf")))
                .isFalse();
    }

    @Test
    void eachOfSeveralHasItsSeedInItsName() {
        assertThat(TrainedCopy.ofSeed("a/lora.gguf", folder.resolve("a/lora.gguf"), 2))
                .isEqualTo("a/lora-2.gguf");
        assertThat(TrainedCopy.ofSeed("lora", folder.resolve("lora"), 2)).isEqualTo("lora-2");
        assertThat(TrainedCopy.ofSeed("new/", folder.resolve("new"), 2)).isEqualTo("new/seed-2/");
        assertThat(TrainedCopy.ofSeed("cache", folder.resolve("cache"), 2)).isEqualTo("cache/seed-2/");
    }

    @Test
    void anAdapterWithoutAGgufFileIsAskedForAsAFolder() {
        assertThatThrownBy(() -> TrainedCopy.file(adapter(null), folder.resolve("lora")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("has no GGUF file")
                .hasMessageContaining("--out lora/");
    }

    private TrainedAdapter adapter(@Nullable Path file) {
        return new TrainedAdapter(file, gguf.resolveSibling("key"), "digest", TrainedManifest.LOG, List.of(), false);
    }
}
