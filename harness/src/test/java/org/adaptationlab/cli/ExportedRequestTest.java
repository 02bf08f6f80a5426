package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.model.openai.FakeOpenAi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code ask.json} of an export is the request that a run sends, but for the question and how the answer comes. */
class ExportedRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeLab() throws IOException {
        TinyModel.in(folder.resolve("home"));
        LabFolder files = LabFolder.in(folder);
        TinyModel.adapter(folder.resolve("labs/turns/own.gguf"), 1);
        files.replace("labs/turns/lab.yaml", "smollm2-135m-instruct", "tiny");
        files.replace("labs/turns/lab.yaml", "modes:\n", """
                sampling: {temperature: 0.5, seed: 7, max-output-tokens: 9, context-tokens: 777, prefix-cache: cold}
                server: {omit: [seed], extra: {further: 1}}
                modes:
                  own: {technique: lora, system: task.txt, constrain: true, adapter: {file: own.gguf}}
                """);
    }

    @Test
    void isThatToOllama() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.version = "0.34.2";
            run("--runtime", "ollama", "--endpoint", server.endpoint().toString());
            ObjectNode sent = sent(server.calls.stream()
                    .filter(call -> call.startsWith("POST /api/chat"))
                    .map(call -> call.substring("POST /api/chat ".length()))
                    .toList());
            sent.remove(List.of("model", "keep_alive", "messages"));
            ObjectNode exported = exported("ollama");
            exported.remove(List.of("model", "messages"));
            assertThat(exported).isEqualTo(sent);
            assertThat(exported.path("options").properties()).hasSize(9);
            assertThat(Files.readString(folder.resolve("ollama/Modelfile")))
                    .as("the same options are in the model")
                    .contains(exported.path("options").properties().stream()
                            .map(option -> "PARAMETER " + option.getKey() + " " + option.getValue() + "\n")
                            .toList());
        }
    }

    @Test
    void isThatToLlamaServer() throws Exception {
        try (FakeOpenAi server = new FakeOpenAi().otherwise("\\\"left\\\"")) {
            server.models = models("llamacpp");
            server.adapters = "[{\"id\":0,\"path\":\"own.gguf\",\"scale\":1.0}]";
            run("--runtime", "llama-server", "--endpoint", server.endpoint());
            assertThat(exported("llama-server")).isEqualTo(sent(server.bodies));
        }
    }

    @Test
    void isThatToVllm() throws Exception {
        ObjectNode body = exported("vllm");
        Path lab = folder.resolve("labs/turns/lab.yaml");
        Files.writeString(lab, Files.readString(lab).replace("{file: own.gguf}", "{openai: turns-own}"));
        try (FakeOpenAi server = new FakeOpenAi().otherwise("\\\"left\\\"")) {
            server.models = models("vllm");
            run("--runtime", "openai", "--endpoint", server.endpoint());
            ObjectNode sent = sent(server.bodies);
            assertThat(sent.remove("cache_salt")).as("says nothing of answers").isNotNull();
            assertThat(body).isEqualTo(sent);
        }
    }

    private static String models(String owner) {
        return "{\"data\":["
                + Stream.of("tiny", "turns-own")
                        .map(id -> "{\"id\":\"" + id + "\",\"owned_by\":\"" + owner + "\",\"max_model_len\":8192}")
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow()
                + "]}";
    }

    private void run(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("run", "turns", "--limit", "1", "--modes", "own", "--model", "tiny"),
                        Stream.of(arguments))
                .toList();
        LabCommandLine.Result result = lab().run(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private ObjectNode exported(String format) throws IOException {
        LabCommandLine.Result result =
                lab().run("export", "turns", "--mode", "own", "--format", format, "--out", format);
        assertThat(result.err()).isEmpty();
        return comparable(JSON.readTree(folder.resolve(format + "/ask.json").toFile()));
    }

    private LabCommandLine lab() {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString());
    }

    /** What was sent for the test example itself, not to warm up or to probe. */
    private static ObjectNode sent(List<String> bodies) throws IOException {
        for (String body : bodies) {
            if (body.contains("to your heart") || body.contains("where most people write")) {
                JsonNode request = JSON.readTree(body);
                int tokens = request.path("max_tokens")
                        .asInt(request.at("/options/num_predict").asInt());
                if (tokens == 9) {
                    return comparable(request);
                }
            }
        }
        throw new AssertionError("the example was not asked: " + bodies);
    }

    private static ObjectNode comparable(JsonNode request) {
        ObjectNode body = request.deepCopy();
        JsonNode messages = body.path("messages");
        ((ObjectNode) messages.get(messages.size() - 1)).put("content", "the question");
        body.remove(List.of("stream", "stream_options"));
        return body;
    }
}
