package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes that the build has laid out for the launcher's Java, which is also that of the tests. */
class ClassArchiveIT {

    @TempDir
    private Path folder;

    /** What {@code lab list} of no labs writes, on both streams. */
    private String list(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("target/lab.args").toAbsolutePath());
        command.addAll(List.of(options));
        command.addAll(List.of("-Dlab.root=" + folder, Main.class.getName(), "list"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isIn(0, 2);
        return output;
    }

    @Test
    void isWhatTheLabStartsWith() throws IOException, InterruptedException {
        assertThat(list("-Xlog:class+load:stdout"))
                .containsPattern(
                        "org\\.adaptationlab\\.cli\\.console\\.CliContext source: shared objects file \\(top\\)");
    }

    @Test
    void nothingIsSaidWhereItIsMissingOrIsNone() throws IOException, InterruptedException {
        String usual = list();
        Path none = Files.writeString(folder.resolve("none.jsa"), "no archive");

        assertThat(list("-XX:SharedArchiveFile=" + folder.resolve("missing.jsa")))
                .isEqualTo(usual);
        assertThat(list("-XX:SharedArchiveFile=" + none)).isEqualTo(usual);
        assertThat(list("-cp", System.getProperty("java.class.path"))).isEqualTo(usual);
    }
}
