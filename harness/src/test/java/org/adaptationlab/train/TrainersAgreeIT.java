package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.TrainerPython;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.embedded.KnownArchitectures;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.harness.Precision;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.peft.PeftTrainer;
import org.adaptationlab.train.peft.TrainerEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both trainers and llama.cpp compute the same model: of each family a tiny one is written, trained on by both, and served
 * with what they made. Needs the trainer's Python and a llama-server.
 */
@Timeout(300)
class TrainersAgreeIT {

    /** Of two float32 programs that add in different orders. */
    private static final double SAME = 1e-3;

    /** llama.cpp rounds what it multiplies by matrices of Q4_K to 8 bits, of F16 to 16. */
    private static final Map<TensorType, Double> SERVED = Map.of(TensorType.F16, 5e-3, TensorType.Q4_K, 0.05);

    private static final String SYSTEM = "Name the queue.";
    private static final List<Pair> PAIRS = List.of(
            new Pair("My parcel is late.", "ship"),
            new Pair("I was charged twice!", "bill"),
            new Pair("How do I log in?", "help"),
            new Pair("Stop writing to me, please.", "end"));
    private static final List<TokenSequence> SEQUENCES = PAIRS.stream()
            .map(pair -> ByteTokens.pair(SYSTEM, pair.question, pair.answer))
            .toList();

    /** The loss of the first step is that of the base, since an adapter begins without effect. */
    private static final TrainingSettings ONE_STEP = new TrainingSettings(4, 1, 8, 16, 1e-2, 4, 0);

    private static final TrainingSettings UNTIL_LEARNED = new TrainingSettings(4, 40, 8, 16, 1e-2, 4, 0);

    private static final SamplingOptions GREEDY = new SamplingOptions(0, 1, 8, 512);

    @TempDir
    private Path folder;

    record Pair(String question, String answer) {}

    /** What a trainer has made in both trainings, the second as GGUF. */
    private record Trained(List<TaskResult> results, Path adapter) {

        double firstLoss() {
            return results.get(0).log().losses().get(0);
        }

        List<String> answers() {
            return results.get(1).answers().stream().map(ByteTokens::text).toList();
        }
    }

    static Stream<Arguments> models() {
        return Stream.of(DecoderFamily.values())
                .flatMap(family -> Stream.of(TensorType.F16, TensorType.Q4_K).map(type -> Arguments.of(family, type)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void bothComputeTheModelThatIsServedAndTeachItTheSame(DecoderFamily family, TensorType type) throws Exception {
        Path python = TrainerPython.require();
        Path base = folder.resolve("base.gguf");
        RandomDecoder.write(family, type, base);
        GgufFile weights = GgufFile.open(base);

        Trained harness = train(new HarnessTrainer(2, Precision.FLOAT32), weights);
        Trained peft = train(
                new PeftTrainer(new TrainerEnvironment(Map.of("LAB_TRAINER_PYTHON", python.toString()))), weights);

        assertThat(harness.firstLoss()).isCloseTo(peft.firstLoss(), within(SAME));
        List<Path> adapters = List.of(harness.adapter, peft.adapter);
        for (Path adapter : adapters) {
            AdapterFile.open(adapter).requireFits(weights);
        }
        List<String> taught = PAIRS.stream().map(Pair::answer).toList();
        assertThat(harness.answers()).isEqualTo(taught);
        assertThat(peft.answers()).isEqualTo(taught);

        if (KnownArchitectures.has(base)) {
            BaseModel model = new BaseModel("tiny", "unknown", type.name(), base);
            assertThat(embedded(model, null)).doesNotContainAnyElementsOf(taught);
            assertThat(embedded(model, harness.adapter)).isEqualTo(taught);
            assertThat(embedded(model, peft.adapter)).isEqualTo(taught);
        }
        try (ServedDecoder served = ServedDecoder.require(base, adapters)) {
            assertThat(served.loss(SEQUENCES)).isCloseTo(harness.firstLoss(), within(SERVED.get(type)));
            for (int i = 0; i < SEQUENCES.size(); i++) {
                TokenSequence sequence = SEQUENCES.get(i);
                assertThat(ByteTokens.text(served.answer(sequence))).isNotEqualTo(taught.get(i));
                assertThat(ByteTokens.text(served.answer(sequence, 0))).isEqualTo(taught.get(i));
                assertThat(ByteTokens.text(served.answer(sequence, 1))).isEqualTo(taught.get(i));
            }
        }
    }

    private Trained train(Trainer trainer, GgufFile base) throws IOException {
        String name = trainer.getClass().getSimpleName();
        Path work = Files.createDirectories(folder.resolve(name));
        List<TrainerJob.Task> tasks = new ArrayList<>();
        for (TrainingSettings settings : List.of(ONE_STEP, UNTIL_LEARNED)) {
            Path made = Files.createDirectories(work.resolve("task-" + tasks.size()));
            tasks.add(new TrainerJob.Task(made.toString(), SEQUENCES, settings, 5, SEQUENCES.size()));
        }
        List<TaskResult> results = new ArrayList<>();
        trainer.train(
                new TrainerJob(base.path().toString(), null, 512, tasks),
                work,
                (step, steps, loss) -> {},
                results::add);
        Path made = Path.of(tasks.get(1).folder());
        Path adapter = made.resolve(Trainer.GGUF);
        if (Files.exists(made.resolve(Trainer.PEFT))) {
            PeftAdapter.open(made.resolve(Trainer.PEFT)).write(base, adapter);
        }
        return new Trained(results, adapter);
    }

    private static List<String> embedded(BaseModel base, @Nullable Path adapter) throws GenerationException {
        List<String> answers = new ArrayList<>();
        try (EmbeddedRuntime runtime = new EmbeddedRuntime("test");
                ServedModel model =
                        runtime.serve(base, adapter == null ? null : new AdapterRef.Weights(adapter), GREEDY)) {
            for (Pair pair : PAIRS) {
                List<ChatMessage> chat =
                        List.of(new ChatMessage(Role.SYSTEM, SYSTEM), new ChatMessage(Role.USER, pair.question));
                answers.add(model.generate(new GenerationRequest(chat, GREEDY, null))
                        .text());
            }
        }
        return answers;
    }
}
