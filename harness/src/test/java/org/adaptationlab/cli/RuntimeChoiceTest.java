package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.model.openai.FakeOpenAi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeChoiceTest {

    @TempDir
    private Path folder;

    private String nowhere;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder);
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void refusesANamedServerThatDoesNotAnswer() {
        Result result = run("--endpoint", nowhere);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no Ollama answers at --endpoint " + nowhere);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Result result = run("--endpoint", "my_ollama:11434");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("\"my_ollama\" is no host name").doesNotContain("\tat ");
    }

    @Test
    void saysWhatTheOpenAiRuntimeNeeds() throws Exception {
        Result unnamed = run("--runtime", "openai");
        assertThat(unnamed.exitCode()).isEqualTo(3);
        assertThat(unnamed.err()).contains("give --endpoint or set OPENAI_BASE_URL");

        Result absent = run("--runtime", "openai", "--endpoint", "http://" + nowhere + "/v1");
        assertThat(absent.exitCode()).isEqualTo(3);
        assertThat(absent.err()).contains(nowhere, "connection refused", "start the server");

        try (FakeOpenAi server = new FakeOpenAi()) {
            Result other = run("--runtime", "openai", "--endpoint", server.endpoint());
            assertThat(other.exitCode()).isEqualTo(3);
            assertThat(other.err()).contains("has no model \"smollm2-135m-instruct\", only base, triage");
        }
    }

    @Test
    void saysHowToStartOllama() {
        Result result = run("--runtime", "ollama", "--endpoint", nowhere);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("connection refused", "start it with \"ollama serve\"");
    }

    @Test
    void runsNoTagWithoutOllama() {
        Result result = new LabCommandLine(folder)
                .with("LAB_HOME", folder + "/home")
                .with("OLLAMA_HOST", nowhere)
                .run("run", "turns", "--model", "phi4");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("no Ollama answers, and the model \"phi4\" is neither in the catalogue nor a file");
    }

    @Test
    void fetchesATagOnlyWhenAsked() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.loadError = "stop here";
            String endpoint = server.endpoint().toString();

            Result without = run("--endpoint", endpoint, "--model", "phi4");
            Result with = run("--endpoint", endpoint, "--model", "phi4", "--pull");

            assertThat(without.exitCode()).isEqualTo(3);
            assertThat(without.err()).contains("fetch it with --pull, or by: lab models pull phi4");
            assertThat(with.exitCode()).isEqualTo(3);
            assertThat(with.err()).contains("Ollama's registry: pulling manifest", "stop here");
            assertThat(server.models).containsExactly("phi4:latest");
        }
    }

    @Test
    void asksADescribedModelByItsTagOrByTheNameOfTheHub() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:14b");
            Result found = run("--endpoint", server.endpoint().toString(), "--model", "phi-4");
            Result absent = run("--endpoint", server.endpoint().toString(), "--model", "qwen3-8b");

            assertThat(found.exitCode()).as(found.err()).isZero();
            assertThat(server.calls).anyMatch(call -> call.contains("/api/chat") && call.contains("\"phi4:14b\""));
            assertThat(absent.exitCode()).isEqualTo(3);
            assertThat(absent.err())
                    .contains("model \"qwen3-8b\", by its tag qwen3:8b-q4_K_M, is not on the Ollama server")
                    .contains("lab models pull qwen3-8b");
        }
        try (FakeOpenAi server = new FakeOpenAi().otherwise("left")) {
            server.models = "{\"object\":\"list\",\"data\":[{\"id\":\"microsoft/phi-4\"}]}";
            Result found = run("--runtime", "openai", "--endpoint", server.endpoint(), "--model", "phi-4");

            assertThat(found.exitCode()).as(found.err()).isZero();
            assertThat(server.bodies).isNotEmpty().allMatch(body -> body.contains("\"microsoft/phi-4\""));
        }
    }

    @Test
    void saysHowToHaveAFileOfADescribedModel() {
        Result embedded = run("--runtime", "embedded", "--model", "phi-4");
        Result auto = new LabCommandLine(folder)
                .with("LAB_HOME", folder + "/home")
                .with("OLLAMA_HOST", nowhere)
                .run("run", "turns", "--model", "phi-4");

        assertThat(embedded.exitCode()).isEqualTo(3);
        assertThat(auto.exitCode()).isEqualTo(3);
        assertThat(auto.err()).contains("no Ollama answers, and of the model phi-4 no file is on this machine");
        assertThat(List.of(embedded.err(), auto.err()))
                .allMatch(
                        said -> said.contains("lab models pull phi-4 (its tag is phi4:14b), or name a GGUF file of it:"
                                + " lab models add FILE --name phi-4"));
    }

    @Test
    void fetchesATagForLater() throws Exception {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            LabCommandLine lab = new LabCommandLine(folder)
                    .with("LAB_HOME", folder + "/home")
                    .with("OLLAMA_HOST", server.endpoint().toString());

            Result pulled = lab.run("models", "pull", "llama3.1:8b");
            Result absent = lab.run("models", "pull", "nosuch:1b");

            assertThat(pulled.exitCode()).isZero();
            assertThat(pulled.out()).isEqualTo("llama3.1:8b: on Ollama at " + server.endpoint() + "\n");
            assertThat(absent.exitCode()).isEqualTo(3);
            assertThat(absent.err())
                    .contains("could not fetch the model nosuch:1b: pull model manifest: file does not exist");
            assertThat(lab.run("models").out()).contains("llama3.1:8b  Q4_K_M  2 MB  the user");
        }
    }

    private Result run(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "run";
        args[1] = "turns";
        System.arraycopy(options, 0, args, 2, options.length);
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }
}
