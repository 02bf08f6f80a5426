package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.harness.TinyLlama;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.peft.PeftTrainer;
import org.adaptationlab.train.peft.TrainerEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerChoiceTest {

    @TempDir
    private Path folder;

    private final Said said = new Said();
    private TrainerChoice choice;
    private TrainerChoice withoutPeft;
    private BaseModel llama;
    private BaseModel odd;
    private BaseModel scaled;

    @BeforeEach
    void write() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        choice = choice(Map.of("LAB_TRAINER_PYTHON", python.toString()));
        withoutPeft = choice(Map.of("LAB_HOME", folder.toString()));
        llama = base("llama.gguf", TinyLlama.tensors(TinyLlama.metadata("llama")));
        odd = base("odd.gguf", TinyLlama.tensors(TinyLlama.metadata("mamba")));
        GgufWriter writer = TinyLlama.metadata("llama").text("llama.rope.scaling.type", "yarn");
        scaled = base("scaled.gguf", TinyLlama.tensors(writer));
    }

    private static TrainerChoice choice(Map<String, String> environment) {
        return new TrainerChoice(new HarnessTrainer(1), new PeftTrainer(new TrainerEnvironment(environment)));
    }

    private BaseModel base(String name, GgufWriter writer) throws IOException {
        Path file = folder.resolve(name);
        writer.write(file);
        return new BaseModel(name, "digest", null, file);
    }

    @Test
    void autoTakesTheHarnessForASmallModelThatItKnows() {
        assertThat(chosen(llama, TrainerKind.AUTO, null)).startsWith("harness");
    }

    @Test
    void autoTakesPeftForWhatTheHarnessCannotTrain() {
        assertThat(chosen(scaled, TrainerKind.AUTO, null)).startsWith("peft");
    }

    @Test
    void originalWeightsAreTrainedByPeft() {
        assertThat(chosen(llama, TrainerKind.AUTO, HubModel.of("a/b@c"))).startsWith("peft");
        assertThat(chosen(new BaseModel("served", "", null, null), TrainerKind.PEFT, HubModel.of("a/b")))
                .startsWith("peft");
    }

    @Test
    void takesWhatTheLabSays() {
        assertThat(chosen(llama, TrainerKind.PEFT, null)).startsWith("peft");
        assertThat(chosen(llama, TrainerKind.HARNESS, null)).startsWith("harness");
    }

    @Test
    void namesPeftWhereTheHarnessIsAskedForAndCannot() {
        assertThatThrownBy(() -> chosen(scaled, TrainerKind.HARNESS, null))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("trainer: peft");
    }

    @Test
    void refusesWhatNobodyCanTrain() {
        assertThatThrownBy(() -> chosen(odd, TrainerKind.AUTO, null))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("PEFT cannot train on this file");
    }

    @Test
    void refusesWithoutWeights() {
        BaseModel served = new BaseModel("served", "", null, null);
        assertThatThrownBy(() -> chosen(served, TrainerKind.AUTO, null))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll("served", "hf:");
    }

    /** A server turns positions of such a model by its long factors as soon as its context is longer than the original one. */
    @Test
    void aContextBeyondTheShortRotaryFactorsIsForPeft() throws IOException {
        Path file = folder.resolve("phi3.gguf");
        RandomDecoder.write(DecoderFamily.PHI3, TensorType.F16, file);
        BaseModel phi = new BaseModel("phi3", "digest", null, file);
        int original = RandomDecoder.CONTEXT / 2;
        assertThat(choice.of(plan(phi, TrainerKind.AUTO, null, original), said).identity())
                .startsWith("harness");
        assertThat(said.stages).isEmpty();
        assertThat(choice.of(plan(phi, TrainerKind.AUTO, null, original + 1), said)
                        .identity())
                .startsWith("peft");
        assertThat(said.stages)
                .containsExactly(
                        "trainer: peft, since it is to be for a server with context-tokens of 2049: beyond 2048"
                                + " that has other rotary factors, which only PEFT trains with");
        assertThatThrownBy(() -> choice.require(phi, TrainerKind.HARNESS, null, original + 1))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContainingAll("phi3.gguf", "context-tokens of 2049", "trainer: peft");
        assertThat(AdapterKey.of(plan(phi, TrainerKind.PEFT, null, original), "peft"))
                .isEqualTo(AdapterKey.of(plan(phi, TrainerKind.PEFT, null, original - 1), "peft"))
                .isNotEqualTo(AdapterKey.of(plan(phi, TrainerKind.PEFT, null, original + 1), "peft"));
    }

    @Test
    void requiresPeftToBeInstalledOnlyWhereItTrains() {
        assertThatCode(() -> withoutPeft.require(llama, TrainerKind.AUTO, null, 100))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> withoutPeft.require(scaled, TrainerKind.AUTO, null, 100))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContainingAll("lab trainer install");
    }

    private String chosen(BaseModel base, TrainerKind kind, @Nullable HubModel hub) {
        return choice.of(plan(base, kind, hub, 100), said).identity();
    }

    private static TrainingPlan plan(BaseModel base, TrainerKind kind, @Nullable HubModel hub, int contextTokens) {
        TrainingSettings settings = new TrainingSettings(1, 1, 1, 1, 1e-3, 1, 0);
        return new TrainingPlan(base, List.of(), settings, 1, contextTokens, kind, hub);
    }

    private static final class Said implements TrainingListener {

        private final List<String> stages = new ArrayList<>();

        @Override
        public void step(int step, int steps, double loss) {
            throw new AssertionError("nothing is trained");
        }

        @Override
        public void stage(String what) {
            stages.add(what);
        }
    }
}
