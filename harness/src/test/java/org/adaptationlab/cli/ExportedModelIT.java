package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.LlamaServerHost;
import org.adaptationlab.model.NoiseAdapter;
import org.adaptationlab.model.OllamaHost;
import org.adaptationlab.model.TestedOllama;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mode that was taken home answers as it did in a run: to the letter, since the same program decodes the same weights
 * greedily, one request at a time.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExportedModelIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<String> MODES = List.of("label", "free", "shots");
    private static final Map<String, String> QUESTIONS = Map.of(
            "q1", "Where do I go at the church?",
            "q2", "The house is where the heart is.",
            "q3", "I write with this hand.",
            "q4", "The ship's port side.",
            "q5", "Clockwise, then on.");

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void makeLab() throws IOException {
        Path model = Requirement.model();
        home = folder.resolve("home");
        Files.createDirectories(home.resolve("models"));
        Files.createSymbolicLink(home.resolve("models").resolve(model.getFileName()), model);
        LabFolder lab = LabFolder.in(folder);
        lab.replace("labs/turns/lab.yaml", "limit: 1", "sampling: {context-tokens: 512, max-output-tokens: 24}");
        lab.replace("labs/turns/lab.yaml", "modes:\n", """
                modes:
                  label: {technique: lora, system: task.txt, constrain: true, adapter: {file: adapter.gguf}}
                  free: {technique: lora, system: task.txt, adapter: {file: adapter.gguf}}
                """);
        NoiseAdapter.in(folder.resolve("labs/turns"));
        StringBuilder test = new StringBuilder();
        for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
            ObjectNode row = JSON.createObjectNode().put("id", question.getKey());
            test.append(row.put("input", question.getValue()).put("target", "left"))
                    .append('\n');
        }
        Files.writeString(folder.resolve("datasets/turns/test.jsonl"), test.toString());
    }

    @ParameterizedTest
    @EnumSource(TestedOllama.class)
    void answersTheSameInOllama(TestedOllama version) throws Exception {
        try (OllamaHost server = OllamaHost.require(version)) {
            String form = version == TestedOllama.NEW ? "merged" : "applied";
            RunResults measured =
                    run("ollama", "--keep-base", "--endpoint", server.endpoint().toString());
            for (String mode : MODES) {
                Path exported = export(mode, "ollama", mode.equals("shots") ? List.of() : List.of("--adapter", form));
                server.create("turns-" + mode, exported);
                assertThat(answers(exported, server.endpoint().resolve("/api/chat"), "/message/content"))
                        .as(mode)
                        .isEqualTo(outputs(measured, mode));
            }
            if (version == TestedOllama.OLDEST) {
                Path merged = folder.resolve("merged");
                lab().run("export", "turns", "--mode", "label", "--format", "ollama", "--out", merged.toString());
                server.create("turns-label", merged);
                assertThat(answers(merged, server.endpoint().resolve("/api/chat"), "/message/content"))
                        .as("merged weights are other numbers, but are taken")
                        .hasSize(QUESTIONS.size())
                        .allSatisfy((id, answer) -> assertThat(answer.strip()).isIn("\"left\"", "\"right\""));
            }
        }
    }

    @Test
    void answersTheSameInLlamaServer() throws Exception {
        Path program = LlamaServerHost.program();
        RunResults measured = run("llama-server");
        for (String mode : MODES) {
            Path exported = export(mode, "llama-server", List.of());
            try (LlamaServerHost server = LlamaServerHost.started(
                    List.of("sh", exported.resolve("start.sh").toString()),
                    Map.of("LLAMA_SERVER", program.toString()))) {
                assertThat(answers(
                                exported,
                                server.endpoint().resolve("/v1/chat/completions"),
                                "/choices/0/message/content"))
                        .as(mode)
                        .isEqualTo(outputs(measured, mode));
            }
        }
    }

    private LabCommandLine lab() {
        LabCommandLine lab = new LabCommandLine(folder).with("LAB_HOME", home.toString());
        Requirement.setting("LAB_TEST_LLAMA_SERVER").ifPresent(program -> lab.with("LAB_LLAMA_SERVER", program));
        return lab;
    }

    private RunResults run(String runtime, String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of("run", "turns", "--modes", String.join(",", MODES), "--runtime", runtime),
                        Stream.of(more))
                .toList();
        LabCommandLine.Result result = lab().run(arguments.toArray(String[]::new));
        assertThat(result.exitCode())
                .as("fine, or void since free answers were cut at the limit: " + result.err())
                .isIn(0, 4);
        return RunResults.read(
                RunFolder.list(folder.resolve("results"), "turns").get(0));
    }

    /** What the model said in a mode, by question. */
    private static Map<String, String> outputs(RunResults results, String mode) {
        Map<String, String> outputs = new HashMap<>();
        for (ExampleResult row : results.examples()) {
            if (row.mode().mode().equals(mode)) {
                outputs.put(row.exampleId(), String.valueOf(row.outcome().output()));
            }
        }
        return outputs;
    }

    private Path export(String mode, String format, List<String> more) {
        Path out = folder.resolve("exported-" + mode);
        List<String> arguments = Stream.concat(
                        Stream.of("export", "turns", "--mode", mode, "--format", format, "--out", out.toString()),
                        more.stream())
                .toList();
        LabCommandLine.Result result = lab().run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return out;
    }

    /** What the exported model says, asked as its README says. */
    private static Map<String, String> answers(Path exported, URI place, String pointer) throws Exception {
        String user = Files.readString(exported.resolve("prompts/user.txt"));
        Map<String, String> answers = new LinkedHashMap<>();
        for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
            ObjectNode ask =
                    (ObjectNode) JSON.readTree(exported.resolve("ask.json").toFile());
            JsonNode messages = ask.path("messages");
            ((ObjectNode) messages.get(messages.size() - 1))
                    .put("content", user.replace("{input}", question.getValue()));
            String answer = HTTP.send(
                            HttpRequest.newBuilder(place)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(ask.toString()))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            JsonNode text = JSON.readTree(answer).at(pointer);
            assertThat(text.isTextual()).as(answer).isTrue();
            answers.put(question.getKey(), text.textValue());
        }
        return answers;
    }
}
