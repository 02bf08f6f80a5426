package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.adaptationlab.Requirement;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/**
 * Two containers of the harness with a shard each ask one server at the same time, as the pods of an Indexed Job do; what they
 * leave is merged. The image is that of {@code deploy/image}.
 */
class ShardContainersIT {

    private static final int EXAMPLES = 40;

    @TempDir
    private Path folder;

    @Test
    void twoContainersMeasureAShardEachAgainstOneServer() throws IOException {
        String image = Requirement.found(
                "docker",
                () -> DockerClientFactory.instance().isDockerAvailable()
                        ? Requirement.setting("LAB_TEST_HARNESS_IMAGE")
                        : Optional.empty(),
                "start a Docker engine, build an image with deploy/image NAME (or NAME host), and set"
                        + " LAB_TEST_HARNESS_IMAGE to its name");
        writeLab();
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");
            List<CompletableFuture<Void>> shards = new ArrayList<>();
            for (int index = 0; index < 2; index++) {
                String completion = String.valueOf(index);
                shards.add(CompletableFuture.runAsync(() -> measure(image, server, completion)));
            }
            shards.forEach(CompletableFuture::join);
            List<String> whole = new ArrayList<>(arguments(server));
            whole.set(1, "turns");
            whole.addAll(List.of("--out", folder.resolve("whole").toString()));
            assertThat(lab(whole.toArray(String[]::new)).exitCode()).isZero();
        }

        Result merged = lab("merge", "results/turns");

        assertThat(merged.exitCode()).as(merged.err()).isZero();
        RunResults found = newest(folder.resolve("results"));
        RunResults wanted = newest(folder.resolve("whole"));
        assertThat(found.examples())
                .hasSize(EXAMPLES)
                .extracting(ExampleResult::exampleId, ExampleResult::outcome)
                .isEqualTo(wanted.examples().stream()
                        .map(row -> Tuple.tuple(row.exampleId(), row.outcome()))
                        .toList());
        assertThat(found.summaries().get(0).quality())
                .isEqualTo(wanted.summaries().get(0).quality());
    }

    @SuppressWarnings("deprecation") // files are to come back while it runs, which copying to it does not do
    private void measure(String image, FakeOllamaStore server, String completion) {
        List<String> command = new ArrayList<>(arguments(server));
        command.addAll(List.of("--shard", "auto/2", "--out", "/work/results"));
        try (GenericContainer<?> shard = new GenericContainer<>(image)
                .withNetworkMode("host") // the server listens on the loopback address only
                .withFileSystemBind(folder.toString(), "/work", BindMode.READ_WRITE)
                .withCreateContainerCmdModifier(made -> made.withUser(owner()))
                .withEnv("JOB_COMPLETION_INDEX", completion)
                .withCommand(command.toArray(String[]::new))
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(5)))) {
            shard.start();
        }
    }

    private String owner() {
        try {
            return String.valueOf(Files.getAttribute(folder, "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(FakeOllamaStore server) {
        return List.of(
                "run",
                "/work/labs/turns/lab.yaml",
                "--modes",
                "prompt",
                "--limit",
                "all",
                "--model",
                "phi4",
                "--runtime",
                "ollama",
                "--endpoint",
                server.endpoint().toString());
    }

    private Result lab(String... args) {
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }

    private static RunResults newest(Path results) {
        return RunResults.read(RunFolder.list(results, "turns").get(0));
    }

    private void writeLab() throws IOException {
        LabFolder lab = LabFolder.in(folder);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < EXAMPLES; i++) {
            String side = i % 3 == 0 ? "right" : "left";
            rows.append("{\"id\":\"e" + i + "\",\"input\":\"along street number " + i + "\",\"target\":\"" + side
                    + "\"}\n");
        }
        lab.write("datasets/turns/test.jsonl", rows.toString());
    }
}
