package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lab load} makes of its arguments before it needs a model. */
class LoadCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4,1", "1,1", "0", "2000"})
    void numbersInFlightRise(String numbers) {
        Result result = load("turns", "--in-flight", numbers);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("numbers from 1 to 1024, from few to many, with commas between them are allowed");
    }

    @Test
    void refusesAMistypedModeBeforeItLooksForAModel() {
        assertThat(load("turns", "--modes", "promt").err())
                .startsWith("labs/turns/lab.yaml: no mode \"promt\" in lab turns");
    }

    @Test
    void aFolderWithoutALoadIsNamed() {
        assertThat(new LabCommandLine(folder).run("report", "labs/turns").exitCode())
                .isEqualTo(2);
    }

    private Result load(String... args) {
        String[] all = new String[args.length + 3];
        System.arraycopy(args, 0, all, 3, args.length);
        all[0] = "load";
        all[1] = "--runtime";
        all[2] = "embedded";
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(all);
    }
}
