package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.gguf.MergedModel;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How adapters reach servers that lay them over a base, and those that do not. */
class AdapterDeliveriesTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 2048);
    private static final String TENSOR = "blk.0.attn_q.weight";
    private static final Set<String> CHANGED = Set.of(TENSOR);

    @TempDir
    private Path folder;

    private FakeOllamaStore server;
    private BaseModel base;
    private Path adapter;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOllamaStore();
        Path file = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.architecture", "llama")
                .tensor(TENSOR, new float[64], 32, 2)
                .write(file);
        base = new BaseModel("tiny", Sha256.ofFile(file), null, file);
        adapter = folder.resolve("adapter.gguf");
        float[] a = new float[32];
        a[0] = 1;
        AdapterWriter.write(adapter, "llama", 1, List.of(new LoraPair(TENSOR, 1, a, new float[] {1, 2})));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OllamaRuntime runtime(boolean keepBase) {
        return new OllamaRuntime(
                server.endpoint(),
                CallSettings.with(RetryPolicy.brief()),
                new OllamaRuntime.Place(folder.resolve("merged"), keepBase, words -> {}));
    }

    @Test
    void triesAnAdapterThatChangesNothingAndLeavesNoTraceOfIt() {
        try (OllamaRuntime runtime = runtime(false)) {
            assertThat(runtime.expectAdapters(base, () -> CHANGED, OPTIONS)).isEmpty();
            try (ServedModel served = runtime.serve(base, new AdapterRef.Weights(adapter), OPTIONS)) {
                assertThat(served.delivery()).contains(Delivery.APPLIED);
            }
        }
        assertThat(server.calls).anyMatch(call -> call.startsWith("DELETE") && call.contains("/probe-"));
        assertThat(server.models).hasSize(2).noneMatch(name -> name.contains("probe"));
    }

    @Test
    void mergesWhereTheVersionSaysThatNoAdapterIsTaken() throws IOException {
        server.version = "0.34.2";
        server.refusesAdapters = true;
        try (OllamaRuntime runtime = runtime(false)) {
            assertThat(runtime.expectAdapters(base, () -> CHANGED, OPTIONS))
                    .singleElement()
                    .asString()
                    .contains("Ollama 0.34.2 takes no adapters", "1 tensors in Q8_0", "on the base in the same types");
            runtime.serve(base, null, OPTIONS).close();
            try (ServedModel served = runtime.serve(base, new AdapterRef.Weights(adapter), OPTIONS)) {
                assertThat(served.delivery()).contains(Delivery.MERGED);
            }
            runtime.serve(base, new AdapterRef.Weights(adapter), OPTIONS).close();
        }

        assertThat(server.calls).noneMatch(call -> call.contains("\"adapters\""));
        assertThat(server.models)
                .as("base and adapter, each once")
                .hasSize(2)
                .allMatch(name -> name.startsWith("adaptation-lab/tiny-") && name.contains("-q8_0-"));
        assertThat(server.blobs).containsKeys(sum(null), sum(AdapterFile.open(adapter)));
        assertThat(folder.resolve("merged")).isEmptyDirectory();
    }

    private String sum(@Nullable AdapterFile merged) throws IOException {
        Path file = Files.createTempFile(folder, "expected", ".gguf");
        return MergedModel.write(
                GgufFile.open(Objects.requireNonNull(base.file())), merged, CHANGED, TensorType.Q8_0, file);
    }

    @Test
    void mergesWhereAServerOfAnUnknownVersionRefusesTheOneThatIsTried() {
        server.version = "0.0.0";
        server.refusesAdapters = true;
        try (OllamaRuntime runtime = runtime(true)) {
            assertThat(runtime.expectAdapters(base, () -> CHANGED, OPTIONS))
                    .singleElement()
                    .asString()
                    .contains("measured on the base as it is");
            runtime.serve(base, null, OPTIONS).close();
            runtime.serve(base, new AdapterRef.Weights(adapter), OPTIONS).close();
        }
        assertThat(server.models)
                .hasSize(2)
                .filteredOn(name -> name.contains("-q8_0-"))
                .hasSize(1);
    }

    @Test
    void mergesWhereAnAdapterIsTakenButCanNotBeLoaded() {
        server.loadError = "loras are not yet implemented";
        try (OllamaRuntime runtime = runtime(false)) {
            assertThat(runtime.expectAdapters(base, () -> CHANGED, OPTIONS)).hasSize(1);
        }
    }

    @Test
    void doesNotTakeShortMemoryForARefusal() {
        server.loadError = "model requires more system memory (9 GiB) than is available";
        try (OllamaRuntime runtime = runtime(false)) {
            assertThatThrownBy(() -> runtime.expectAdapters(base, () -> CHANGED, OPTIONS))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining("more system memory");
        }
    }

    @Test
    void cannotMergeIntoWeightsThatOnlyTheServerHas() {
        server.version = "0.34.1";
        server.models.add("llama3.1:8b");
        try (OllamaRuntime runtime = runtime(false)) {
            BaseModel tag = runtime.find("llama3.1:8b").orElseThrow();

            assertThatThrownBy(() -> runtime.expectAdapters(tag, () -> CHANGED, OPTIONS))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining("llama3.1:8b can't be read on this machine");
        }
    }

    @Test
    void givesNothingWhereNoModeHasAnAdapter() {
        server.version = "0.34.2";
        try (OllamaRuntime runtime = runtime(false)) {
            assertThat(runtime.expectAdapters(base, Set::of, OPTIONS)).isEmpty();
            runtime.serve(base, null, OPTIONS).close();
        }
        assertThat(server.models).noneMatch(name -> name.contains("q8_0"));
    }
}
