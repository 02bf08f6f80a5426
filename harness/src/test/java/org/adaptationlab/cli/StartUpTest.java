package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a fresh process loads before it knows what to do. */
class StartUpTest {

    @Test
    void helpLoadsNoneOfTheHeavyLibraries() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-verbose:class",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
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
}
