package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fresh process does before it knows what to do. */
class StartUpTest {

    @TempDir
    private Path folder;

    private int code;

    /** What the command wrote in all, started in an empty folder. */
    private String lab(Map<String, String> environment, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("empty")).toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("HOME", "LAB_HOME", "XDG_CACHE_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        code = process.waitFor();
        return output;
    }

    @Test
    void helpLoadsNoneOfTheHeavyLibraries() throws IOException, InterruptedException {
        String output = lab(Map.of(), List.of("-Xshare:auto", "-verbose:class"), "--help");

        assertThat(code).isZero();
        assertThat(output).contains("Usage: lab", " org.adaptationlab.cli.Main ", " picocli.CommandLine ");
        assertThat(output)
                .doesNotContain(
                        " com.fasterxml.",
                        " org.yaml.",
                        " org.apache.lucene.",
                        " dev.langchain4j.",
                        " ai.djl.",
                        " de.kherud.",
                        " de.siegmar.",
                        " oshi.",
                        " java.net.http.");
    }

    @Test
    void leavesNothingInTheWorkingDirectoryOfAUserWithoutAHome() throws IOException, InterruptedException {
        List<String> noHome = List.of("-Duser.home=?");
        Map<String, String> named = Map.of("LAB_HOME", folder.resolve("home").toString(), "OLLAMA_HOST", "127.0.0.1:1");

        assertThat(lab(named, noHome, "doctor")).contains("model smollm2-135m-instruct");
        assertThat(lab(Map.of("HOME", "/"), noHome, "models")).contains("name another with LAB_HOME");
        assertThat(code).isEqualTo(3);
        assertThat(folder.resolve("empty")).isEmptyDirectory();
    }
}
