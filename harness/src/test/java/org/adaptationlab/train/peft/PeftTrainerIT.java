package org.adaptationlab.train.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.adaptationlab.TrainerPython;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.harness.Precision;
import org.adaptationlab.train.harness.TinyLlama;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trains tiny models by the Python environment that {@code LAB_TEST_TRAINER_PYTHON} names, or that is installed. */
@Timeout(300)
class PeftTrainerIT {

    private static final TrainingSettings ONE_STEP = new TrainingSettings(6, 1, 4, 8, 1e-3, 6, 0.3);
    private static final double SAME = 1e-3;

    @TempDir
    private Path folder;

    private Trainer peft;

    @BeforeEach
    void findPython() {
        peft = new PeftTrainer(new TrainerEnvironment(
                Map.of("LAB_TRAINER_PYTHON", TrainerPython.require().toString())));
    }

    /** The tiny models of each family, and one that is made here. */
    static Stream<Path> bases() throws IOException {
        Path made = Files.createTempDirectory("tiny").resolve("made-here.gguf");
        TinyLlama.write(made);
        made.toFile().deleteOnExit();
        try (Stream<Path> kept =
                Files.list(Path.of("src/test/resources/decoders").toAbsolutePath())) {
            List<Path> models = kept.filter(path -> path.toString().endsWith(".gguf"))
                    .filter(path -> !path.toString().endsWith(".expected.gguf"))
                    .sorted()
                    .toList();
            assertThat(models).hasSize(8);
            return Stream.concat(Stream.of(made), models.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("bases")
    void hasTheSameLossOfTheFirstStepAsTheHarness(Path base) throws IOException {
        double theirs = trained(peft, base, ONE_STEP).get(0).log().losses().get(0);
        assertThat(trained(new HarnessTrainer(1, Precision.FLOAT32), base, ONE_STEP)
                        .get(0)
                        .log()
                        .losses()
                        .get(0))
                .isCloseTo(theirs, within(SAME));
    }

    @ParameterizedTest
    @MethodSource("bases")
    void savesWhatCanBeImported(Path base) throws IOException {
        trained(peft, base, ONE_STEP);
        Path saved = folder.resolve("PeftTrainer-0/peft");
        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(PeftAdapter.CONFIG, PeftAdapter.WEIGHTS);
        }
        assertThat(new ObjectMapper()
                        .readTree(saved.resolve(PeftAdapter.CONFIG).toFile())
                        .path("target_modules")
                        .isArray())
                .isTrue();
        Path gguf = folder.resolve("imported.gguf");
        GgufFile weights = GgufFile.open(base);
        PeftAdapter.open(saved).write(weights, gguf);
        AdapterFile adapter = AdapterFile.open(gguf);
        adapter.requireFits(weights);
        assertThat(adapter.withoutEffect()).isFalse();
    }

    @Test
    void learnsItsAnswersAndSaysThem() throws IOException {
        TrainingSettings settings = new TrainingSettings(6, 60, 8, 16, 1e-2, 3, 0);
        TaskResult result = trained(peft, tiny(), settings).get(0);
        assertThat(result.log().losses().get(59)).isLessThan(0.05);
        assertThat(result.answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).hasSize(2));
        assertThat(result.answers().get(0)).isEqualTo(without(sequences(64).get(0)));
        assertThat(result.answers().get(1)).isEqualTo(without(sequences(64).get(1)));
        assertThat(Objects.requireNonNull(result.log().machine()).software()).startsWith("peft 0.");
        assertThat(result.log().tokensPerSecond()).isPositive();
        assertThat(result.log().peakRssMb()).isPositive();
    }

    /** The second task must not start from what the first has left on the base. */
    @Test
    void trainsEachTaskFromTheBase() throws IOException {
        TrainingSettings settings = new TrainingSettings(6, 3, 4, 8, 1e-2, 3, 0);
        List<TaskResult> results = trained(peft, tiny(), settings, settings);
        assertThat(results).hasSize(2);
        assertThat(results.get(1).log().losses()).isEqualTo(results.get(0).log().losses());
        assertThat(folder.resolve("PeftTrainer-1/peft/" + PeftAdapter.WEIGHTS))
                .hasSameBinaryContentAs(folder.resolve("PeftTrainer-0/peft/" + PeftAdapter.WEIGHTS));
        assertThat(folder.resolve("PeftTrainer-1/peft/" + PeftAdapter.CONFIG))
                .hasSameBinaryContentAs(folder.resolve("PeftTrainer-0/peft/" + PeftAdapter.CONFIG));
    }

    @Test
    void stopsWhereTheLossIsNoNumberAnyMore() throws IOException {
        TrainingSettings settings = new TrainingSettings(6, 50, 4, 4096, 1, 3, 0);
        Path base = tiny();
        assertThatThrownBy(() -> trained(peft, base, settings)).hasMessageContaining("lower learning-rate (now 1.0)");
    }

    @Test
    void leavesNothingWhenInterrupted() throws Exception {
        TrainingSettings endless = new TrainingSettings(6, 100_000, 4, 8, 1e-3, 3, 0);
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Path base = tiny();
        Thread training = new Thread(() -> {
            try {
                train(peft, base, (step, steps, loss) -> started.countDown(), endless);
            } catch (IOException | RuntimeException e) {
                end.set(e);
            }
        });
        training.start();
        assertThat(started.await(200, TimeUnit.SECONDS)).isTrue();
        training.interrupt();
        training.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(end.get()).isInstanceOf(RunInterruptedException.class);
        assertThat(folder.resolve("PeftTrainer-0")).isEmptyDirectory();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            assertThat(child.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatAModelOfTheHubIsNotToBeHad() {
        TrainerJob job = new TrainerJob(
                null, HubModel.of(folder.resolve("no-such-model").toString()), 512, List.of(task(0, ONE_STEP, 64)));
        assertThatThrownBy(() -> peft.train(job, folder, (step, steps, loss) -> {}, result -> {}))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("no-such-model@main: cannot be loaded");
    }

    /** A server in so long a context has other factors for short texts, too. */
    @Test
    void trainsWithTheFactorsThatTheServersContextAsksFor() throws IOException {
        Path base = Path.of("src/test/resources/decoders/phi3.gguf").toAbsolutePath();
        double shortFactors = lossIn(base, 16);
        assertThat(lossIn(base, 1)).isEqualTo(shortFactors);
        assertThat(Math.abs(lossIn(base, 1 << 20) - shortFactors)).isGreaterThan(10 * SAME);
    }

    private double lossIn(Path base, int contextTokens) throws IOException {
        List<TaskResult> results = new ArrayList<>();
        Path made = Files.createDirectories(folder.resolve("PeftTrainer-0"));
        TrainerJob job =
                new TrainerJob(base.toString(), null, contextTokens, List.of(task(made, ONE_STEP, vocabulary(base))));
        peft.train(job, folder, (step, steps, loss) -> {}, results::add);
        return results.get(0).log().losses().get(0);
    }

    @Test
    void refusesAnArchitectureThatItDoesNotKnow() throws IOException {
        Path base = folder.resolve("odd.gguf");
        TinyLlama.tensors(TinyLlama.metadata("mamba")).write(base);
        TrainerJob job = new TrainerJob(base.toString(), null, 512, List.of(task(0, ONE_STEP, 64)));
        assertThatThrownBy(() -> peft.train(job, folder, (step, steps, loss) -> {}, result -> {}))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContainingAll("\"mamba\"", "gemma3, llama, phi3, qwen2, qwen3");
    }

    private Path tiny() throws IOException {
        Path base = folder.resolve("tiny.gguf");
        TinyLlama.write(base);
        return base;
    }

    private List<TaskResult> trained(Trainer trainer, Path base, TrainingSettings... tasks) throws IOException {
        return train(trainer, base, (step, steps, loss) -> {}, tasks);
    }

    private List<TaskResult> train(Trainer trainer, Path base, TrainingListener listener, TrainingSettings... settings)
            throws IOException {
        int vocabulary = vocabulary(base);
        List<TrainerJob.Task> tasks = new ArrayList<>();
        for (TrainingSettings one : settings) {
            Path made =
                    Files.createDirectories(folder.resolve(trainer.getClass().getSimpleName() + "-" + tasks.size()));
            tasks.add(task(made, one, vocabulary));
        }
        List<TaskResult> results = new ArrayList<>();
        trainer.train(new TrainerJob(base.toString(), null, 64, tasks), folder, listener, results::add);
        return results;
    }

    private static int vocabulary(Path base) {
        GgufFile file = GgufFile.open(base);
        long width = file.whole(file.architecture().orElseThrow() + ".embedding_length")
                .orElseThrow();
        return (int) (file.tensor("token_embd.weight").orElseThrow().values() / width);
    }

    private TrainerJob.Task task(int number, TrainingSettings settings, int vocabulary) {
        return task(folder.resolve("PeftTrainer-" + number), settings, vocabulary);
    }

    private static TrainerJob.Task task(Path made, TrainingSettings settings, int vocabulary) {
        return new TrainerJob.Task(made.toString(), sequences(vocabulary), settings, 5, 2);
    }

    /** Prompts of different lengths with a common beginning, answers of two tokens and an end. */
    private static List<TokenSequence> sequences(int vocabulary) {
        Random random = new Random(3);
        List<TokenSequence> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int[] prompt = random.ints(7 + i, 3, vocabulary).toArray();
            System.arraycopy(new int[] {4, 9, 5, 6}, 0, prompt, 0, 4);
            all.add(new TokenSequence(prompt, new int[] {10 + i, 20 + i, TinyLlama.END}));
        }
        return all;
    }

    private static int[] without(TokenSequence sequence) {
        return new int[] {sequence.answer()[0], sequence.answer()[1]};
    }
}
