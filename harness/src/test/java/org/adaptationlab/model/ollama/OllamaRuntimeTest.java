package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.OllamaFixture;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OllamaRuntimeTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 2048);

    @TempDir
    private Path folder;

    private FakeOllamaStore server;
    private OllamaRuntime runtime;
    private Path baseFile;
    private Path adapter;
    private String baseDigest;
    private String baseName;
    private String adapterName;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOllamaStore();
        runtime = OllamaFixture.runtime(server.endpoint());
        baseFile = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.architecture", "llama")
                .tensor("blk.0.attn_q.weight", new float[8], 4, 2)
                .write(baseFile);
        adapter = adapter("adapter.gguf", 4);
        baseDigest = Sha256.ofFile(baseFile);
        baseName = "adaptation-lab/tiny-" + baseDigest.substring(0, 12) + ":latest";
        adapterName = "adaptation-lab/tiny-" + baseDigest.substring(0, 12) + "-"
                + Sha256.ofFile(adapter).substring(0, 12) + ":latest";
    }

    @AfterEach
    void stop() {
        runtime.close();
        server.close();
    }

    private Path adapter(String name, int inputs) throws IOException {
        Path file = folder.resolve(name);
        LoraPair pair = new LoraPair("blk.0.attn_q.weight", 1, new float[inputs], new float[2]);
        AdapterWriter.write(file, "llama", 1, List.of(pair));
        return file;
    }

    private BaseModel base() {
        return new BaseModel("tiny", baseDigest, null, baseFile);
    }

    @Test
    void givesTheBaseOnceUnderANameWithItsDigest() throws Exception {
        runtime.serve(base(), null, OPTIONS).close();
        runtime.serve(base(), null, OPTIONS).close();

        assertThat(server.blobs.get(baseDigest)).isEqualTo(Files.readAllBytes(baseFile));
        assertThat(server.calls)
                .filteredOn(call -> call.contains("/api/create"))
                .containsExactly("POST /api/create {\"model\":\"" + baseName + "\",\"files\":{\"base.gguf\":\"sha256:"
                        + baseDigest
                        + "\"},\"template\":\"{{- range .Messages }}<|im_start|>{{ .Role }}\\n{{ .Content }}"
                        + "<|im_end|>\\n{{ end }}<|im_start|>assistant\\n\",\"parameters\":{\"stop\":[\"<|im_end|>\"]},"
                        + "\"stream\":false}");
        assertThat(server.calls)
                .filteredOn(call -> call.startsWith("POST /api/blobs"))
                .hasSize(1);
    }

    @Test
    void givesAnAdapterOnTopOfTheBase() throws Exception {
        runtime.serve(base(), new AdapterRef.Weights(adapter), OPTIONS).close();

        assertThat(server.models).containsExactly(baseName, adapterName);
        assertThat(server.calls)
                .contains("POST /api/create {\"model\":\"" + adapterName + "\",\"from\":\"" + baseName
                        + "\",\"adapters\":{\"adapter.gguf\":\"sha256:" + Sha256.ofFile(adapter)
                        + "\"},\"stream\":false}");
    }

    @Test
    void loadsWithTheRunsContextWindowAndUnloadsAtTheEnd() {
        ServedModel served = runtime.serve(base(), null, OPTIONS);
        assertThat(server.calls.get(server.calls.size() - 1))
                .isEqualTo("POST /api/generate {\"model\":\"" + baseName
                        + "\",\"stream\":false,\"keep_alive\":1800,\"options\":{\"num_ctx\":2048}}");
        assertThat(served.loadSeconds()).isPresent();

        served.close();
        assertThat(server.calls.get(server.calls.size() - 1))
                .isEqualTo("POST /api/generate {\"model\":\"" + baseName + "\",\"stream\":false,\"keep_alive\":0}");
    }

    @Test
    void usesAModelOfTheServerAsItIs() {
        server.models.add("llama3.1:8b");
        server.models.add("phi4:latest");

        assertThat(runtime.find("llama3.1:8b")).contains(new BaseModel("llama3.1:8b", "d".repeat(64), "Q4_K_M", null));
        assertThat(runtime.find("phi4")).isPresent();
        assertThat(runtime.find("llama3.1")).isEmpty();
        runtime.serve(runtime.find("phi4").orElseThrow(), null, OPTIONS).close();
        assertThat(server.calls).noneMatch(call -> call.contains("/api/create"));
        assertThat(server.calls.get(server.calls.size() - 1))
                .as("it was not in memory before")
                .isEqualTo("POST /api/generate {\"model\":\"phi4:latest\",\"stream\":false,\"keep_alive\":0}");
    }

    @Test
    void leavesAModelInMemoryForAsLongAsItWasGoingToBeThere() {
        server.models.add("phi4:latest");
        Instant until = Instant.now().plusSeconds(1000);
        server.running = "[{\"name\":\"phi4:latest\",\"expires_at\":\"" + until + "\"}]";
        runtime.serve(runtime.find("phi4").orElseThrow(), null, OPTIONS).close();

        String last = server.calls.get(server.calls.size() - 1);
        assertThat(last).startsWith("POST /api/generate {\"model\":\"phi4:latest\",\"stream\":false,\"keep_alive\":");
        assertThat(Integer.parseInt(last.replaceAll(".*keep_alive\":(-?\\d+).*", "$1")))
                .isBetween(900, 1000);
    }

    @Test
    void refusesAModelThatRendersNoChats() {
        server.models.add("raw:latest");
        server.template = "{{ .Prompt }}";

        assertThatThrownBy(() -> runtime.serve(runtime.find("raw").orElseThrow(), null, OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("raw:latest")
                .hasMessageContaining("has no chat template (its template is \"{{ .Prompt }}\")");
    }

    @Test
    void saysHowToGetAModelThatTheServerDoesNotHave() {
        assertThatThrownBy(() -> runtime.serve(new BaseModel("phi4", "x", null, null), null, OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("has no model \"phi4\"; fetch it with --pull or \"lab models pull phi4\"");
    }

    @Test
    void refusesAnAdapterOfAnotherModelBeforeTheServerSeesIt() throws Exception {
        Path other = adapter("other.gguf", 5);

        assertThatThrownBy(() -> runtime.serve(base(), new AdapterRef.Weights(other), OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("does not fit the base model");
        assertThat(server.calls).isEmpty();
    }

    @Test
    void blamesAnAdapterThatCannotBeLoaded() {
        server.loadError = "llama runner process has terminated: error loading adapter";

        assertThatThrownBy(() -> runtime.serve(base(), new AdapterRef.Weights(adapter), OPTIONS))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(adapter.toString())
                .hasMessageContaining("error loading adapter");
    }

    @Test
    void blamesTheMachineWhenMemoryIsShort() {
        server.loadError = "model requires more system memory (9 GiB) than is available";

        assertThatThrownBy(() -> runtime.serve(base(), new AdapterRef.Weights(adapter), OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("requires more system memory")
                .hasMessageNotContaining("ollama serve");
    }

    @Test
    void saysHowToStartAServerWhenNoneAnswers() throws Exception {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (OllamaRuntime none = OllamaFixture.runtime(nowhere)) {
            assertThat(none.answers()).isFalse();
            assertThatThrownBy(() -> none.serve(base(), null, OPTIONS))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining(nowhere.toString())
                    .hasMessageContaining("connection refused")
                    .hasMessageContaining("ollama serve");
        }
    }

    @Test
    void refusesWhatTheModelCannotDo() {
        assertThatThrownBy(() -> runtime.serve(base(), null, new SamplingOptions(0, 42, 16, 16_384)))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("was made for 8192 at most");
        assertThatThrownBy(
                        () -> runtime.serve(base(), null, new SamplingOptions(0, 42, 16, 2048, true, false, List.of())))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("thinking is on, but " + baseName + " can't think");
    }

    @Test
    void servesAModelThatHasTheAdapterInIt() {
        server.models.add("triage:latest");

        runtime.serve(base(), new AdapterRef.Served("triage"), OPTIONS).close();

        assertThat(server.calls).anyMatch(call -> call.startsWith("POST /api/generate {\"model\":\"triage:latest\""));
        assertThat(server.models).containsExactly("triage:latest");
    }

    @Test
    void prunesOnlyItsOwnModels() {
        server.models.add("phi4:latest");
        runtime.serve(base(), new AdapterRef.Weights(adapter), OPTIONS).close();

        assertThat(runtime.prune()).containsExactly(baseName, adapterName);
        assertThat(server.models).containsExactly("phi4:latest");
    }
}
