package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab run} with the real model, from the lab file to the reports. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RunCommandIT {

    @TempDir
    private Path folder;

    private LabCommandLine lab;
    private Path home;

    @BeforeEach
    void makeLab() throws IOException {
        Path model = Requirement.model();
        home = folder.resolve("home");
        Files.createDirectories(home.resolve("models"));
        Files.createSymbolicLink(home.resolve("models").resolve(model.getFileName()), model);
        LabFolder.in(folder).write("labs/turns/lab.yaml", """
                lab: turns
                title: Left or right?
                task: {type: classification, labels: [left, right]}
                dataset: ../../datasets/turns
                model: smollm2-135m-instruct
                training-examples: 2
                sampling: {context-tokens: 512}
                baseline: prompt
                modes:
                  prompt: {technique: prompt, system: task.txt, constrain: true}
                  near: {technique: rag, system: task.txt, constrain: true, retrieve: {from: train, top-k: 1}}
                  lora:
                    technique: lora
                    system: task.txt
                    constrain: true
                    adapter: {train: {examples: 2, epochs: 1, rank: 2, seeds: [1]}}
                """);
        lab = new LabCommandLine(folder).with("LAB_HOME", home.toString());
    }

    @Test
    void measuresEveryModeAndWritesEveryFile() {
        LabCommandLine.Result result = lab.run("run", "turns", "--runtime", "embedded");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("prompt", "near", "lora", "report.html");

        RunFolder run = RunFolder.list(folder.resolve("results"), "turns").get(0);
        assertThat(run.path())
                .isDirectoryContaining("glob:**/journal.jsonl")
                .isDirectoryContaining("glob:**/examples.csv")
                .isDirectoryContaining("glob:**/summary.csv")
                .isDirectoryContaining("glob:**/comparisons.csv")
                .isDirectoryContaining("glob:**/run.json")
                .isDirectoryContaining("glob:**/report.md")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/junit.xml");
        RunResults results = RunResults.read(run);
        assertThat(results.examples()).hasSize(3 * 2).allSatisfy(row -> {
            assertThat(row.outcome().word()).isEqualTo("answered");
            assertThat(row.outcome().answer()).isIn("left", "right");
            assertThat(row.measurement().inputTokens()).isPositive();
            assertThat(row.measurement().ttftMs()).isPositive();
            assertThat(row.measurement().totalMs())
                    .isGreaterThanOrEqualTo(row.measurement().ttftMs());
            assertThat(row.retries()).isZero();
        });
        assertThat(results.provenance().seconds().training()).isPositive();
        assertThat(home.resolve("adapters")).isDirectoryContaining("glob:**.gguf");

        LabCommandLine.Result resumed = lab.run("run", "turns", "--runtime", "embedded", "--resume");
        assertThat(resumed.exitCode()).isEqualTo(2);
        assertThat(resumed.err()).contains("this run is finished");
    }

    @Test
    void aKilledRunGoesOnWithEveryExampleOnce() throws Exception {
        manyTestExamples();
        Process process = startedInItsOwnProcess();
        waitUntil(() -> journalLines() >= 6);
        List<ProcessHandle> children = process.toHandle().descendants().toList();
        process.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            child.onExit().get(20, TimeUnit.SECONDS);
        }

        LabCommandLine.Result resumed =
                lab.run("run", "turns", "--runtime", "embedded", "--modes", "prompt", "--resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertEachExampleOnce();
    }

    @Test
    void aRunGoesOnWhenTheServingProcessIsKilled() throws Exception {
        manyTestExamples();
        CompletableFuture<LabCommandLine.Result> run = CompletableFuture.supplyAsync(
                () -> lab.run("run", "turns", "--runtime", "embedded", "--modes", "prompt"));
        waitUntil(() -> journalLines() >= 6);
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        LabCommandLine.Result result = run.get();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("the serving process died and was started again");
        assertThat(assertEachExampleOnce())
                .anySatisfy(row -> assertThat(row.retries()).isPositive());
    }

    private void manyTestExamples() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append("{\"id\":\"t").append(i).append("\",\"input\":\"go ").append(i % 2 == 0 ? "left" : "right");
            rows.append(" at house ").append(1000 + 37 * i).append(" and wait\",\"target\":\"");
            rows.append(i % 2 == 0 ? "left" : "right").append("\"}\n");
        }
        Files.writeString(folder.resolve("datasets/turns/test.jsonl"), rows.toString());
    }

    private Process startedInItsOwnProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlab.root=" + folder,
                Main.class.getName()));
        command.addAll(List.of("run", "turns", "--runtime", "embedded", "--modes", "prompt"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "output.txt"));
        builder.environment().put("LAB_HOME", home.toString());
        return builder.start();
    }

    private List<ExampleResult> assertEachExampleOnce() {
        List<ExampleResult> rows = RunResults.read(
                        RunFolder.list(folder.resolve("results"), "turns").get(0))
                .examples();
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.exampleId()));
        assertThat(rows).hasSize(30);
        assertThat(ids).hasSize(30);
        return rows;
    }

    private long journalLines() {
        return RunFolder.list(folder.resolve("results"), "turns").stream()
                .mapToLong(run -> lines(run.journal()))
                .sum();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
