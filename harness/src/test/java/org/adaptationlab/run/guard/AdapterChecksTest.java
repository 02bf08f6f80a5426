package org.adaptationlab.run.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.gguf.PeftFolder;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.run.FakeAdapters;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.LabRunner;
import org.adaptationlab.run.SilentListener;
import org.adaptationlab.run.adapter.ImportedAdapters;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.train.AdapterOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters from elsewhere: what is wrong with one ends the run before anything is asked. */
class AdapterChecksTest {

    private static final String MODULE = "blk.0.attn_q.weight";

    @TempDir
    private Path folder;

    private final FakeRuntime runtime = new FakeRuntime(request -> "\"apple\"");
    private Path adapter;
    private BaseModel base;

    @BeforeEach
    void writeBaseAndAdapter() throws IOException {
        Path weights = folder.resolve("base.gguf");
        new GgufWriter()
                .text("general.architecture", "llama")
                .u32("llama.attention.head_count", 2)
                .tensor(MODULE, new float[6 * 8], 6, 8)
                .write(weights);
        base = new BaseModel("tiny", Sha256.ofFile(weights), "F32", weights);
        adapter = folder.resolve("lora.gguf");
        write(MODULE, 1);
    }

    @Test
    void measuresAnAdapterFile() {
        assertThat(measured(new AdapterSource.GgufFile(List.of(adapter)))).hasSize(8);
        assertThat(runtime.served).containsExactly(null, new AdapterRef.Weights(adapter));
    }

    @Test
    void importsAPeftFolderOnNeedAndOnce() throws IOException {
        Path peft = PeftFolder.of(AdapterFile.open(adapter), 2, 2).write(folder.resolve("peft"));
        AdapterSource source = new AdapterSource.Peft(List.of(peft));
        List<ExampleResult> results = measured(source);
        Path imported = new ImportedAdapters(folder.resolve("adapters")).of(peft, base);
        assertThat(imported).hasSameBinaryContentAs(adapter);
        assertThat(runtime.served).containsExactly(null, new AdapterRef.Weights(imported));
        assertThat(results).hasSize(8);
        assertThat(AdapterOrigin.of(imported))
                .hasValue(new AdapterOrigin("tiny", base.digest(), null, null, List.of()));
        assertThat(folder.resolve("adapters")).isDirectoryContaining("glob:**.json");

        Files.writeString(imported, "damaged");
        assertThat(new ImportedAdapters(folder.resolve("adapters")).of(peft, base))
                .isEqualTo(imported)
                .hasSameBinaryContentAs(adapter);
    }

    @Test
    void stopsForAnAdapterWhoseBIsAllZero() throws IOException {
        write(MODULE, 0);
        assertEnds(GuardException.class, "adapter-effect: lora: the adapter changes nothing", 4);
    }

    @Test
    void refusesAnAdapterOfAnotherBase() throws IOException {
        write("blk.7.attn_q.weight", 1);
        assertEnds(LabDefinitionException.class, "changes blk.7.attn_q.weight, which the base does not have", 2);
        write(MODULE, 1);
        AdapterOrigin.writeImported(adapter, "tiny-v2", "other-digest", null);
        assertEnds(LabDefinitionException.class, "its manifest says that it was made for tiny-v2", 2);
    }

    @Test
    void refusesAMissingHalf() throws IOException {
        new GgufWriter()
                .text("general.type", "adapter")
                .text("general.architecture", "llama")
                .text("adapter.type", "lora")
                .f32("adapter.lora.alpha", 4)
                .tensor(MODULE + ".lora_a", new float[12], 6, 2)
                .write(adapter);
        assertEnds(LabDefinitionException.class, "has no partner " + MODULE + ".lora_b", 2);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        byte[] whole = Files.readAllBytes(adapter);
        Files.write(adapter, Arrays.copyOf(whole, whole.length - 40));
        assertEnds(LabDefinitionException.class, "reaches beyond the end of the file (it is cut short?)", 2);
    }

    private void write(String module, float b) throws IOException {
        float[] bs = new float[8 * 2];
        Arrays.fill(bs, b);
        for (int i = 0; i < bs.length; i++) {
            bs[i] *= i;
        }
        float[] as = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        AdapterWriter.write(adapter, "llama", 4, List.of(new LoraPair(module, 2, as, bs)));
    }

    private void assertEnds(Class<? extends LabException> kind, String message, int exitCode) {
        assertThatThrownBy(() -> measured(new AdapterSource.GgufFile(List.of(adapter))))
                .isInstanceOfSatisfying(kind, e -> assertThat(e.exitCode()).isEqualTo(exitCode))
                .hasMessageContaining(message);
        assertThat(runtime.requests).isEmpty();
        assertThat(runtime.served).isEmpty();
    }

    private List<ExampleResult> measured(AdapterSource source) {
        LabDefinition lab = Fixtures.lab(
                folder,
                null,
                List.of(new ModeDefinition("lora", false, new LoraSpec(Fixtures.PROMPT, true, null, source))));
        Dataset dataset = Fixtures.dataset(folder);
        RunPlan plan = RunPlanner.plan(lab, dataset, base, runtime, Fixtures.request(folder.resolve("results")));
        RunEnvironment environment = new RunEnvironment(
                runtime,
                new FakeAdapters(folder, new ArrayList<>(), List.of()),
                new PassageIndexStore(folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                () -> false,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        String runId = "run-" + System.nanoTime();
        RunFolder results = RunFolder.create(folder.resolve("results"), "fruit", runId);
        new LabRunner(plan, environment, 3).start(results, runId);
        return RunResults.read(results).examples();
    }
}
