package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerCommandTest {

    @TempDir
    private Path folder;

    private Result lab(String... arguments) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .with("PATH", folder.toString())
                .run(arguments);
    }

    @Test
    void saysThatNothingIsInstalled() {
        Result status = lab("trainer", "status");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.err())
                .startsWith("the trainer is not installed in home/trainer/")
                .contains("run: lab trainer install");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void endsWithAMissingPrerequisiteWithoutPython() {
        Result install = lab("trainer", "install");
        assertThat(install.exitCode()).isEqualTo(3);
        assertThat(install.err()).contains("the trainer needs Python 3.10 or newer, and none is on the PATH");
        assertThat(install.out()).isEmpty();
    }

    @Test
    void endsWithAMissingPrerequisiteWhereTheNamedPythonIsNone() {
        Result status = new LabCommandLine(folder)
                .with("LAB_TRAINER_PYTHON", folder.resolve("nowhere").toString())
                .run("trainer", "status");
        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.err()).contains("LAB_TRAINER_PYTHON names nowhere, which is no program");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void asksForACommand() {
        Result bare = lab("trainer");
        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.err()).contains("a command is missing: install or status");
    }
}
