package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufModelTest {

    @TempDir
    private Path folder;

    private GgufModel read(String name, GgufWriter gguf) throws IOException {
        return GgufModel.read(TestGguf.write(folder.resolve(name), gguf));
    }

    private void refuses(String name, GgufWriter gguf, String... words) {
        assertThatThrownBy(() -> read(name, gguf))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageStartingWith(folder.resolve(name) + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void countsTheWeightsAndTakesTheTypeOfMostOfThem() throws Exception {
        assertThat(read("m.gguf", TestGguf.model())).isEqualTo(new GgufModel("llama", 68, "Q8_0", null));
    }

    @Test
    void takesTheMixtureAndTheLicenceThatTheFileNames() throws Exception {
        GgufWriter named = TestGguf.model().u32("general.file_type", 15).text("general.license", "mit");

        assertThat(read("m.gguf", named)).isEqualTo(new GgufModel("llama", 68, "Q4_K_M", "mit"));
        assertThat(read("n.gguf", TestGguf.model().u32("general.file_type", 99)).quantization())
                .isEqualTo("Q8_0");
    }

    @Test
    void refusesAnAdapterAndSaysWhereItGoes() {
        refuses("a.gguf", TestGguf.model().text("general.type", "adapter"), "is an adapter", "adapter: {file: …}");
    }

    @Test
    void refusesAPartOfASplitModelByNameAndByContent() {
        refuses("m-00001-of-00003.gguf", TestGguf.model(), "one of the 3 files", "llama-gguf-split --merge", "m.gguf");
        refuses("part.gguf", TestGguf.model().u32("split.count", 2), "one of the 2 files", "part.gguf");
    }

    @Test
    void refusesWhatIsNoLanguageModel() {
        refuses("p.gguf", TestGguf.model().text("general.type", "mmproj"), "no whole language model", "mmproj");
        refuses("n.gguf", new GgufWriter().text("general.architecture", "llama"), "no tensor token_embd.weight");
        refuses("x.gguf", new GgufWriter().text("a", "b"), "names no general.architecture");
    }

    @Test
    void refusesAFileThatIsCutShortOrNone() throws Exception {
        Path whole = TestGguf.write(folder.resolve("whole.gguf"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(bytes, bytes.length - 64));
        Path text = Files.writeString(folder.resolve("text.gguf"), "no GGUF at all");

        assertThatThrownBy(() -> GgufModel.read(cut)).hasMessageContaining("cut short");
        assertThatThrownBy(() -> GgufModel.read(text)).hasMessageContaining("does not begin with \"GGUF\"");
        assertThatThrownBy(() -> GgufModel.read(folder.resolve("none.gguf"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> GgufModel.read(folder)).isInstanceOf(LabDefinitionException.class);
    }
}
