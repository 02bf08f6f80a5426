package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.result.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards and their merge as a user types them, against a server that always answers "left". */
class MergeCommandTest {

    @TempDir
    private Path folder;

    private FakeOllamaStore server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        LabFolder.in(folder);
        StringBuilder rows = new StringBuilder();
        for (String street : List.of("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")) {
            rows.append("{\"id\":\"" + street + "\",\"input\":\"along " + street + " street\",\"target\":\"left\"}\n");
        }
        Files.writeString(folder.resolve("datasets/turns/test.jsonl"), rows.toString());
        server = new FakeOllamaStore();
        server.models.add("phi4:latest");
        proxy = new FaultProxy(server.endpoint());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private Result lab(String... args) {
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }

    private Result shard(String shard, String... more) {
        List<String> args = new ArrayList<>(
                List.of("run", "turns", "--modes", "prompt", "--limit", "8", "--model", "phi4", "--runtime", "ollama"));
        args.addAll(List.of("--endpoint", proxy.endpoint().toString(), "--shard", shard));
        args.addAll(List.of(more));
        return lab(args.toArray(String[]::new));
    }

    @Test
    void shardsThatASchedulerStartsTwiceAreMergedIntoOneRun() throws IOException {
        assertThat(shard("1/2", "--resume=").exitCode()).isZero();
        Result second = shard("2/2", "--resume=");
        Result again = shard("2/2", "--resume=");

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).startsWith("Nothing is decided: this is shard 2 of 2, merge first.\n");
        assertThat(again).extracting(Result::exitCode, Result::out).containsExactly(0, second.out());

        Result merged = lab("merge", "results/turns");

        assertThat(merged.exitCode()).as(merged.err()).isZero();
        assertThat(merged.err()).startsWith("merging 2 shards with 8 examples\n");
        assertThat(merged.out()).contains("Measure another mode beside prompt.", "Report: results/turns/");
        assertThat(folder.resolve("results/.merging")).doesNotExist();
        RunFolder newest = RunFolder.list(folder.resolve("results"), "turns").get(0);
        assertThat(newest.path().resolve("merge.json")).exists();
        assertThat(lab("merge", "results/turns").exitCode())
                .as("merged runs are passed over")
                .isZero();
        assertThat(lab("report", newest.path().toString()).exitCode()).isZero();
    }

    @Test
    void whatDoesNotFitIsABadInput() {
        shard("1/2");
        Path first = RunFolder.list(folder.resolve("results"), "turns").get(0).path();

        Result missing = lab("merge", first.toString());
        Result compared = lab("compare", first.toString(), first.toString());

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).startsWith("shard 2 of 2 is missing beside results/turns/");
        assertThat(compared.exitCode()).isEqualTo(2);
        assertThat(compared.err()).contains("is shard 1 of 2, a part of a run; put the shards together with lab merge");
        assertThat(lab("merge").exitCode()).isEqualTo(2);
    }

    @Test
    void aMergeThatAGuardFindsVoidHasReportsAndItsExitCode() {
        for (String street : List.of("alpha", "bravo", "charlie")) {
            proxy.when("along " + street, FaultProxy.status(404, "no such model"));
        }
        shard("1/2");
        shard("2/2");

        Result merged = lab("merge", "results/turns");

        assertThat(merged.exitCode()).as(merged.err()).isEqualTo(4);
        assertThat(merged.err()).contains("the merged run is void", "failures: calls failed: prompt 3 of 8");
        assertThat(merged.out()).contains("Report: results/turns/");
    }
}
