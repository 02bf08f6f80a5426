package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class LlamaServerProgramTest {

    @TempDir
    private Path folder;

    private Path program(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\necho 'version: 6423 (abc)'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Map<String, String> path(String... folders) {
        return Map.of(
                "PATH",
                String.join(
                        File.pathSeparator,
                        java.util.stream.Stream.of(folders)
                                .map(name -> folder.resolve(name).toString())
                                .toList()));
    }

    @Test
    void isTheOneThatTheVariableNames() throws IOException {
        Path named = program("own/server");
        program("bin/llama-server");

        assertThat(LlamaServerProgram.find(Map.of("LAB_LLAMA_SERVER", " " + named + " ", "PATH", folder + "/bin")))
                .contains(named);
        assertThatThrownBy(() -> LlamaServerProgram.find(Map.of("LAB_LLAMA_SERVER", folder.toString())))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("is no program");
        assertThatThrownBy(() -> LlamaServerProgram.find(Map.of("LAB_LLAMA_SERVER", folder + "/none")))
                .isInstanceOf(PrerequisiteException.class);
    }

    @Test
    void hasAWindowOfTheWholeContextForEachRequestAtOnce() {
        assertThat(LlamaServerProgram.arguments("m.gguf", List.of(), 8080, 2048, 4))
                .containsSequence("--ctx-size", "8192", "--parallel", "4");
        assertThat(LlamaServerProgram.arguments("m.gguf", List.of(), 8080, 2048, 1))
                .containsSequence("--ctx-size", "2048", "--parallel", "1");
    }

    @Test
    void isTheFirstOnThePathThatCanBeStarted() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/llama-server"), "no program");
        Path second = program("b/llama-server");
        program("c/llama-server");

        assertThat(LlamaServerProgram.find(path("none", "a", "b", "c"))).contains(second);
        assertThat(LlamaServerProgram.find(path("none", "a"))).isEmpty();
        assertThat(LlamaServerProgram.find(Map.of())).isEmpty();
    }

    @Test
    void isElseTheOneBesideOllamaAlsoWhereThatIsALink() throws IOException {
        Path ollama = program("opt/ollama/bin/ollama");
        Path beside = program("opt/ollama/lib/ollama/llama-server");
        Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(folder.resolve("links/ollama"), ollama);

        assertThat(LlamaServerProgram.find(path("links")).map(LlamaServerProgramTest::real))
                .contains(real(beside));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysItsBuild() throws IOException {
        assertThat(LlamaServerProgram.version(program("bin/llama-server"))).isEqualTo("b6423");
    }

    @ParameterizedTest
    @CsvSource({
        "llama-server b6423, false",
        "llama-server b6699, false",
        "llama-server b6700, true",
        "llama-server b12345, true",
        "b7000-abc, true",
        "llama-server of an unknown build, false",
        "llama-server babe, false"
    })
    void laterBuildsKeepPrompts(String version, boolean keeps) {
        assertThat(LlamaServerProgram.keepsPrompts(version)).isEqualTo(keeps);
    }

    @Test
    void takesTheUsersArguments() {
        assertThat(LlamaServerProgram.arguments(Map.of("LAB_LLAMA_SERVER_ARGS", "  -ngl 99   --flash-attn on ")))
                .containsExactly("-ngl", "99", "--flash-attn", "on");
        assertThat(LlamaServerProgram.arguments(Map.of())).isEmpty();
    }
}
