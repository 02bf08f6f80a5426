package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InUseTest {

    @TempDir
    private Path folder;

    private Optional<String> work() throws IOException {
        return InUse.unlessUsed(folder, () -> "done");
    }

    /** Another process that uses a folder until its input ends. */
    static final class User {
        public static void main(String[] args) throws IOException {
            try (InUse mark = InUse.of(Path.of(args[0]))) {
                System.out.println(mark == null ? "" : "used");
                System.in.read();
            }
        }
    }

    private Process user() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        User.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void letsManyUseAFolderAndNobodyChangeItMeanwhile() throws Exception {
        Process other = user();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("used");
            try (InUse ours = InUse.of(folder)) {
                assertThat(ours).isNotNull();
                assertThat(work()).isEmpty();
            }
            assertThat(work()).as("the other process still uses it").isEmpty();
            other.destroyForcibly().waitFor(); // its end, however it comes, takes the mark away
            assertThat(work()).contains("done");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void isFreeWhenTheLastInThisProcessIsClosed() throws Exception {
        InUse first = InUse.of(folder);
        InUse second = InUse.of(folder.resolve("../" + folder.getFileName()));
        first.close();
        first.close();

        assertThat(work()).isEmpty();
        second.close();
        assertThat(work()).contains("done");
    }

    @Test
    void doesWithoutAMarkWhereNoneCanBeMade() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        try (InUse mark = InUse.of(file)) {
            assertThat(mark).isNotNull();
        }
        assertThat(file).hasContent("no folder");
        assertThat(InUse.unlessUsed(folder.resolve("none"), () -> 1)).contains(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
