package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a program of our own in the place of Python. */
@DisabledOnOs(OS.WINDOWS)
class PeftTrainerTest {

    private static final String SHAPE = "{\"layers\":1,\"width\":%d,\"heads\":1,\"kvHeads\":1,\"headWidth\":8,"
            + "\"ffnWidth\":8,\"vocabulary\":8,\"tied\":true}";

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void withoutPackagesThePythonsOwnWordIsTheMessage() throws IOException {
        python("echo '{\"failure\": {\"exitCode\": 3, \"message\": \"it lacks a package\"}}'", "exit 9");
        assertThatThrownBy(this::train)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessage("it lacks a package");
        assertThat(said).isEmpty();
    }

    @Test
    void aPythonThatDoesNotStartIsNamed() throws IOException {
        python("echo no such library; exit 127", "exit 9");
        assertThatThrownBy(this::train)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll(
                        "python does not work: exit code 127", "no such library", "lab trainer install");
    }

    @Test
    void withoutMemoryNothingIsStarted() throws IOException {
        python(probe(1 << 30), "touch started");
        assertThatThrownBy(this::train)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("there is not enough memory to train: float32 on the processor needs");
        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void aKilledTrainingIsMostLikelyOneWithoutMemory() throws IOException {
        python(probe(8), "kill -9 $$");
        assertThatThrownBy(this::train)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("killed, most likely for want of memory");
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("training with PEFT: float32 on the processor, 4 at once");
    }

    @Test
    void whatTheTrainingMissesIsTheMessage() throws IOException {
        python(probe(8), "echo '{\"failure\": {\"exitCode\": 3, \"message\": \"no space left\"}}'; exit 3");
        assertThatThrownBy(this::train)
                .isInstanceOf(PrerequisiteException.class)
                .hasMessage("no space left");
    }

    private static String probe(int width) {
        return "echo '{\"probe\": {\"packages\": {}, \"devices\": [], \"speed\": 1e9, \"shape\": "
                + SHAPE.formatted(width) + "}}'";
    }

    private void python(String probe, String job) throws IOException {
        Path file = Files.writeString(
                folder.resolve("python"),
                "#!/bin/sh\ncase \"$*\" in *--probe*) " + probe + ";; *) " + job + ";; esac\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void train() throws IOException {
        Map<String, String> environment =
                Map.of("LAB_TRAINER_PYTHON", folder.resolve("python").toString());
        TrainerJob job = new TrainerJob(null, HubModel.of("a/b"), 600, List.of(PeftMemoryTest.task(511, 0)));
        new PeftTrainer(new TrainerEnvironment(environment))
                .train(job, folder, new Stages(), result -> said.add("done"));
    }

    private final class Stages implements TrainingListener {

        @Override
        public void step(int step, int steps, double loss) {
            said.add("step");
        }

        @Override
        public void stage(String what) {
            said.add(what);
        }
    }
}
