package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With programs of our own in the place of Python and uv. */
@DisabledOnOs(OS.WINDOWS)
class TrainerEnvironmentTest {

    private static final String PYTHON = """
            #!/bin/sh
            if [ "$1" = --version ]; then echo "Python 3.11.7"; exit 0; fi
            if [ "$2" = venv ]; then /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python3"; exit 0; fi
            %s
            """;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void noPrograms() throws IOException {
        variables.put("PATH", Files.createDirectories(folder.resolve("bin")).toString());
        variables.put("LAB_HOME", folder.resolve("home").toString());
    }

    @Test
    void installsWithPipAndSaysBeforeWhatItDownloads() throws IOException {
        program("python3", PYTHON.formatted("echo \"$@\""));
        TrainerEnvironment environment = new TrainerEnvironment(variables);
        assertThat(environment.python()).isEmpty();
        environment.install(said::add);
        assertThat(environment.python()).contains(environment.folder().resolve("venv/bin/python3"));
        assertThat(said.get(1)).contains("to download: about 2.7 GB; on disk: 5 GB in " + environment.folder());
        assertThat(said).anyMatch(line -> line.contains("-m pip install --require-hashes --only-binary=:all:"));
        said.clear();
        environment.install(said::add);
        assertThat(said).containsExactly("the trainer is installed already: " + environment.folder());
    }

    @Test
    void takesUvWhereItIsThere() throws IOException {
        program("python3", PYTHON.formatted("exit 9"));
        program("uv", "#!/bin/sh\necho uv \"$@\"\n");
        new TrainerEnvironment(variables).install(said::add);
        assertThat(said).anyMatch(line -> line.contains("uv pip install --require-hashes"));
    }

    @Test
    void aFailedInstallationIsOneMessageAndLeavesNothing() throws IOException {
        program("python3", PYTHON.formatted("echo 'ERROR: Could not find a version'; echo bye; exit 1"));
        TrainerEnvironment environment = new TrainerEnvironment(variables);
        assertThatThrownBy(() -> environment.install(said::add))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("exit code 1 (ERROR: Could not find a version)")
                .hasMessageContaining("check the network");
        assertThat(environment.folder()).doesNotExist();
        assertThat(environment.python()).isEmpty();
    }

    @Test
    void halfAnEnvironmentIsNone() throws IOException {
        TrainerEnvironment environment = new TrainerEnvironment(variables);
        Path python = environment.folder().resolve("venv/bin/python3");
        Files.createDirectories(python.getParent());
        Files.writeString(python, "");
        assertThatThrownBy(environment::requirePython)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("lab trainer install");
    }

    @Test
    void needsAPythonThatIsNewEnough() throws IOException {
        program("python3", "#!/bin/sh\necho 'Python 3.9.2'\n");
        assertThatThrownBy(() -> new TrainerEnvironment(variables).install(said::add))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("needs Python 3.10 or newer, and none is on the PATH");
        assertThat(said).isEmpty();
    }

    @Test
    void takesThePythonThatIsNamed() throws IOException {
        variables.put("LAB_TRAINER_PYTHON", folder.resolve("none").toString());
        assertThatThrownBy(() -> new TrainerEnvironment(variables).python())
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("LAB_TRAINER_PYTHON names " + folder.resolve("none"));
        program("mine", "#!/bin/sh\n");
        variables.put("LAB_TRAINER_PYTHON", folder.resolve("bin/mine").toString());
        assertThat(new TrainerEnvironment(variables).python()).contains(folder.resolve("bin/mine"));
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
