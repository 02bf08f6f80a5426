package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lab run} makes of its arguments before it needs a model. */
class RunCommandTest {

    @TempDir
    private Path folder;

    private Map<String, String> environment = Map.of();

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

    @ParameterizedTest
    @ValueSource(strings = {"2", "0/4", "5/4", "1/0", "a/b", "1/2/3", "/4", "auto/", "-1/4", "auto"})
    void refusesWhatIsNoShard(String shard) {
        Result result = run("turns", "--shard", shard);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("lab: --shard is \"" + shard + "\"; ");
    }

    @Test
    void takesTheShardOfASchedulerWhereItIsAskedToAndSaysSo() {
        Result asked = run("turns", "--shard", "auto/2");
        Result notAsked = run("turns");

        assertThat(asked.err()).contains("neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set");
        environment = Map.of("JOB_COMPLETION_INDEX", "1");
        assertThat(run("turns", "--shard", "auto/2").err()).startsWith("shard 2 of 2, by JOB_COMPLETION_INDEX=1\n");
        assertThat(run("turns")).isEqualTo(notAsked);
    }

    @Test
    void aLabThatVariesASettingHasNoShards() throws IOException {
        LabFolder.in(folder)
                .replace(
                        "labs/turns/lab.yaml",
                        "limit: 1",
                        "limit: 1\nvary: {setting: training-examples, values: [1, 2]}");

        Result result = run("turns", "--shard", "1/2");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("labs/turns/lab.yaml varies a setting, and such a run has no shards");
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
        LabCommandLine line = new LabCommandLine(folder).with("LAB_HOME", folder + "/home");
        environment.forEach(line::with);
        return line.run(all);
    }
}
