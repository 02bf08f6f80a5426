package org.adaptationlab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    /** A child that repeats what it hears once, and then waits for its parent's end. */
    static final class Echo {

        private Echo() {}

        @SuppressWarnings("SystemOut") // what a library may do
        public static void main(String[] arguments) throws IOException, InterruptedException {
            ParentLink parent = ParentLink.open();
            System.out.println("not for the parent");
            parent.say(arguments[0] + ": " + parent.hear() + System.getProperty("test.mark"));
            parent.endWithParent();
            if (arguments[0].equals("broken")) {
                throw new IllegalStateException("broken");
            }
            Thread.sleep(60_000);
        }
    }

    @TempDir
    private Path folder;

    @Test
    void aChildTalksWithItsParentAndEndsWithIt() throws IOException, InterruptedException {
        Process child = start("echo");
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
                OutputStream in = child.getOutputStream()) {
            in.write("Grüße\n".getBytes(StandardCharsets.UTF_8));
            in.flush();
            assertThat(out.readLine()).isEqualTo("echo: Grüße!");
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void aChildWithAnUncaughtExceptionEnds() throws IOException, InterruptedException {
        Process child = start("broken");
        child.getOutputStream().write("x\n".getBytes(StandardCharsets.UTF_8));
        child.getOutputStream().flush();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(1);
    }

    @Test
    void aJarOfOursIsReplacedByACopyThatABuildDoesNotTouch() throws IOException {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        Path jar = Path.of(entries[entries.length - 1]).toAbsolutePath();

        String[] kept = ChildJvm.classPath(jar).split(File.pathSeparator);

        assertThat(kept).hasSameSizeAs(entries).allMatch(entry -> Path.of(entry).isAbsolute());
        Path copy = Path.of(kept[kept.length - 1]);
        assertThat(copy).isNotEqualTo(jar).hasSameBinaryContentAs(jar);
        Files.delete(copy);
        assertThat(ChildJvm.classPath(folder)).doesNotContain("adaptation-lab-");
    }

    @Test
    void aChildIsGivenNoSecrets() {
        assertThat(ChildJvm.of(Echo.class, List.of()).environment().keySet())
                .contains("PATH")
                .noneMatch(name -> name.contains("API_KEY") || name.startsWith("AWS_"));
    }

    private Process start(String argument) throws IOException {
        return ChildJvm.of(Echo.class, List.of("-Dtest.mark=!"), argument)
                .redirectError(folder.resolve("log.txt").toFile())
                .directory(folder.toFile())
                .start();
    }
}
