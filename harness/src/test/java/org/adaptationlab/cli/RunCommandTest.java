package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lab run} makes of its arguments before it needs a model. */
class RunCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder).replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "no-such-model");
    }

    @Test
    void aLabBehindABareResumeIsTheLabAndNoRunId() {
        String reachesTheModel = "unknown model \"no-such-model\"";

        assertThat(run("turns", "--resume").err()).contains(reachesTheModel);
        assertThat(run("--resume", "turns").err()).contains(reachesTheModel);
        assertThat(run("--resume=20260102-030405-abcdef", "turns").err()).contains(reachesTheModel);
        assertThat(run("--resume", "turn").err()).startsWith("no lab \"turn\"").contains("did you mean \"turns\"?");
        assertThat(run("--resume")).isEqualTo(run());
        assertThat(run().err()).startsWith("lab: missing required parameter: 'LAB'\n");
    }

    @Test
    void refusesAMistypedModeBeforeItLooksForAModel() {
        Result result = run("turns", "--modes", "promt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("labs/turns/lab.yaml: no mode \"promt\" in lab turns; its modes are prompt, near, shots;"
                        + " did you mean \"prompt\"?\n");
    }

    @Test
    void namesAPathThatLeadsNowhere() {
        assertThat(run("some/folder/lab.yaml"))
                .isEqualTo(new Result(
                        2, "", "some/folder/lab.yaml: there is no such lab file, and no folder with a lab.yaml\n"));
    }

    private Result run(String... args) {
        String[] all = new String[args.length + 3];
        System.arraycopy(args, 0, all, 3, args.length);
        all[0] = "run";
        all[1] = "--runtime";
        all[2] = "embedded";
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(all);
    }
}
