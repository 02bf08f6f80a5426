package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.model.openai.FakeOpenAi;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ModeIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters that are part of a model of a server: {@code adapter: {ollama: …}} and {@code adapter: {openai: …}}. */
class ServedAdapterTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder);
    }

    private void adapter(String source) throws IOException {
        LabFolder.in(folder)
                .replace(
                        "labs/turns/lab.yaml",
                        "  near: {technique: rag, system: task.txt, retrieve: {from: train, top-k: 1}}",
                        "  lora: {technique: lora, system: task.txt, adapter: " + source + "}");
    }

    private Result run(String runtime, String endpoint, String model, String... more) {
        List<String> args = new ArrayList<>(List.of("run", "turns", "--limit", "2"));
        args.addAll(List.of("--runtime", runtime, "--endpoint", endpoint, "--model", model));
        args.addAll(List.of(more));
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args.toArray(String[]::new));
    }

    private RunResults results() {
        return RunResults.read(
                RunFolder.list(folder.resolve("results"), "turns").get(0));
    }

    private static List<String> chats(List<String> calls, String model) {
        return calls.stream()
                .filter(call -> call.contains("\"messages\"") && call.contains("\"" + model + "\""))
                .toList();
    }

    private void assertMeasured(String digest) {
        RunResults results = results();
        assertThat(results.examples())
                .extracting(row -> row.mode().mode() + " " + row.outcome().word())
                .containsExactlyInAnyOrder("prompt answered", "prompt answered", "lora answered", "lora answered");
        assertThat(results.examples())
                .filteredOn(row -> row.mode().mode().equals("lora"))
                .extracting(row -> row.mode())
                .containsOnly(new ModeIdentity("lora", "lora", digest, null));
        assertThat(results.provenance().guards())
                .as("the server says the same for both models")
                .anySatisfy(guard -> {
                    assertThat(guard.name()).isEqualTo("adapter-effect");
                    assertThat(guard.detail()).contains("probe answers are the same");
                });
    }

    @Test
    void measuresAModelOfOllamaWithTheAdapterInIt() throws Exception {
        adapter("{ollama: mine}");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.addAll(List.of("phi4:latest", "mine:latest"));

            Result result = run("ollama", server.endpoint().toString(), "phi4");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertMeasured("d".repeat(64));
            assertThat(chats(server.calls, "phi4:latest")).isNotEmpty();
            assertThat(chats(server.calls, "mine:latest"))
                    .filteredOn(call -> call.contains("where most people write"))
                    .as("each example once, beside what is asked to warm up")
                    .isNotEmpty();
            assertThat(server.calls).noneMatch(call -> call.contains("/api/create") || call.contains("/api/delete"));
        }
    }

    @Test
    void measuresAModelOfAnOpenAiCompatibleServerWithTheAdapterInIt() throws Exception {
        adapter("{openai: triage}");
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            Result result = run("openai", server.endpoint(), "base");

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertMeasured("openai:triage");
            assertThat(chats(server.bodies, "base")).isNotEmpty();
            assertThat(chats(server.bodies, "triage"))
                    .filteredOn(call -> call.contains("where most people write"))
                    .isNotEmpty();
        }
    }

    @Test
    void refusesAModelThatTheServerDoesNotHaveBeforeItAsksAnything() throws Exception {
        adapter("{ollama: nosuch}");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");

            Result result = run("ollama", server.endpoint().toString(), "phi4");

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("the ollama server has no model \"nosuch\"");
            assertThat(chats(server.calls, "phi4:latest")).isEmpty();
            assertNothingIsLeft();
        }
    }

    @Test
    void refusesAModelOfAnotherKindOfServer() throws Exception {
        adapter("{openai: triage}");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");

            Result result = run("ollama", server.endpoint().toString(), "phi4");

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .contains("takes its adapter from a model of an openai server", "run it with --runtime openai");
            assertNothingIsLeft();
        }
    }

    @Test
    void aValueThatWasRefusedIsMeasuredWhenTheRunGoesOn() throws Exception {
        adapter("{ollama: mine}");
        Path lab = folder.resolve("labs/turns/lab.yaml");
        Files.writeString(lab, Files.readString(lab) + "vary: {setting: shots, values: [1, 2]}\n");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");
            Result refused = run("ollama", server.endpoint().toString(), "phi4");
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
            server.models.add("mine:latest");

            Result resumed = run("ollama", server.endpoint().toString(), "phi4", "--resume");

            assertThat(resumed.exitCode()).as(resumed.err()).isZero();
            assertMeasured("d".repeat(64));
            assertThat(folder.resolve("results/turns")).isDirectoryRecursivelyContaining("glob:**/curve.html");
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results/turns"))) {
            assertThat(runs).isEmpty();
        }
    }
}
