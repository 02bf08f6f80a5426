package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script that starts the lab, with a Maven and a Java that only write down that they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher there is another one")
class LauncherTest {

    /** What the launcher needs of a system. */
    private static final List<String> PROGRAMS = List.of(
            "sh",
            "dirname",
            "readlink",
            "sed",
            "grep",
            "find",
            "head",
            "mkdir",
            "cat",
            "rm",
            "sleep",
            "touch",
            "uname");

    /** Nobody's: the largest that Linux gives is 4194304. */
    private static final String DEAD = "99999999";

    @TempDir
    private Path folder;

    private Path harness;
    private Path bin;
    private Path lock;

    @BeforeEach
    void makeCheckout() throws IOException {
        harness = Files.createDirectories(folder.resolve("a lab's folder/harness"));
        Files.copy(Path.of("lab"), harness.resolve("lab"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(harness.resolve("pom.xml"), "");
        Files.writeString(harness.resolveSibling("pom.xml"), "");
        Files.createDirectories(harness.resolve("src/main"));
        lock = harness.resolve("target/.build.lock");
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            passOn(program);
        }
        script("java", "echo started \"$@\"");
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n"); // as beside the bin of a JDK
        script(
                "mvn",
                "echo building >> '" + folder + "/builds'",
                "sleep 1",
                "echo jar > \"$LAB_TEST_HARNESS/target/adaptation-lab.jar\"",
                "echo \"$LAB_TEST_HARNESS/target/adaptation-lab.jar\" > \"$LAB_TEST_HARNESS/target/lab.args\"");
    }

    private static Path found(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + program));
    }

    private void script(String name, String... lines) throws IOException {
        Path script = bin.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void passOn(String program) throws IOException {
        script(program, "exec " + found(program) + " \"$@\"");
    }

    private void withFlock() throws IOException {
        passOn("flock");
    }

    private Process start(String patience) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(harness.resolve("lab").toString(), "list").redirectErrorStream(true);
        command.environment().clear();
        command.environment().put("PATH", bin.toString());
        command.environment().put("LAB_TEST_HARNESS", harness.toString());
        command.environment().put("LAB_BUILD_PATIENCE", patience);
        return command.start();
    }

    private static String end(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void holdBy(String holder) throws IOException {
        Files.createDirectories(lock.getParent());
        Files.writeString(lock, holder);
    }

    private static String here() throws Exception {
        Process uname = new ProcessBuilder("uname", "-n").start();
        return end(uname).strip();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void buildsOnceForTwoThatStartTogether(boolean flock) throws Exception {
        if (flock) {
            withFlock();
        }
        Process first = start("60");
        Process second = start("60");
        String both = end(first) + end(second);

        assertThat(both).containsOnlyOnce("lab: building").containsOnlyOnce("waiting for another build");
        assertThat(both.lines().filter(line -> line.startsWith("started "))).hasSize(2);
        assertThat(folder.resolve("builds")).hasContent("building\n");
        assertThat(end(start("60"))).startsWith("started ");
    }

    /** The archive of classes is about the jar as it was when that was made; Java leaves it aside otherwise. */
    @Test
    void leavesTheJarAsTheBuildWroteIt() throws Exception {
        Path jar = harness.resolve("target/adaptation-lab.jar");
        script(
                "mvn",
                "echo jar > \"" + jar + "\"",
                "touch -t 203001051200 \"" + jar + "\"",
                "echo \"" + jar + "\" > \"" + jar.resolveSibling("lab.args") + "\"");
        Files.createDirectories(jar.getParent());

        assertThat(end(start("5"))).contains("started");
        assertThat(Files.getLastModifiedTime(jar).toString()).startsWith("2030-01-0");
    }

    @Test
    void takesOverFromABuildThatWasKilled() throws Exception {
        holdBy(DEAD + " on " + here() + "\n");

        assertThat(end(start("60"))).startsWith("lab: building").contains("\nstarted ");
        assertThat(lock).doesNotExist();
    }

    @Test
    void takesOverFromABuildThatWroteNoName() throws Exception {
        holdBy("");

        assertThat(end(start("60"))).contains("waiting for another build (process unknown)", "\nstarted ");
        assertThat(lock).doesNotExist();
    }

    @Test
    void leavesALockOfAnotherMachineToItsHolder() throws Exception {
        String holder = DEAD + " on another-machine\n";
        holdBy(holder);
        Process lab = start("2");

        assertThat(end(lab))
                .contains("waited 2 s for another build (process " + holder.strip() + ")", "delete " + lock);
        assertThat(lab.exitValue()).isEqualTo(3);
        assertThat(lock).hasContent(holder);
    }

    @Test
    void leavesALockToALivingProcess() throws Exception {
        String holder = ProcessHandle.current().pid() + " on " + here() + "\n";
        holdBy(holder);

        assertThat(end(start("1"))).contains("waited 1 s for another build");
        assertThat(lock).hasContent(holder);
    }

    @Test
    void isFreeWhenTheOneThatHadItIsKilled() throws Exception {
        withFlock();
        holdBy("");

        assertThat(end(start("60"))).startsWith("lab: building").contains("\nstarted ");
    }
}
