package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.harness.TinyLlama;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.peft.PeftTrainer;
import org.adaptationlab.train.peft.TrainerEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the training process, with a model of two blocks; needs libtorch and no network. */
@Timeout(120)
class LoraTrainerIT {

    private static final int ENDLESS = 100_000;
    private static final ChatTokenizer TOKENIZER = new FakeTokenizer("fake", 0, null);
    private static final TrainingListener SILENT = (step, steps, loss) -> {};

    @TempDir
    Path folder;

    private Path model;
    private LoraTrainer trainer;

    @BeforeEach
    void writeModel() throws IOException {
        model = folder.resolve("tiny.gguf");
        TinyLlama.write(model);
        trainer = trainerIn("cache");
    }

    @Test
    void trainsAnAdapterAndFindsItAgain() {
        List<Integer> steps = new ArrayList<>();
        TrainedAdapter trained = adapter(trainer, plan(4, 1), () -> TOKENIZER, (step, all, loss) -> {
            assertThat(all).isEqualTo(8);
            assertThat(loss).isPositive();
            steps.add(step);
        });
        assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(trained.reused()).isFalse();
        assertThat(trained.log().losses()).hasSize(4);
        assertThat(trained.log().seconds()).isPositive();
        assertThat(trained.log().peakRssMb()).isBetween(50L, 3000L);
        AdapterFile adapter = AdapterFile.open(Objects.requireNonNull(trained.file()));
        adapter.requireFits(GgufFile.open(model));
        assertThat(adapter.withoutEffect()).isFalse();
        assertThat(adapter.pairs()).hasSize(14);
        assertThat(adapter.pairs()).allMatch(pair -> pair.rank() == 4);

        TrainedAdapter again = adapter(trainer, plan(4, 1), LoraTrainerIT::notAsked, SILENT);
        assertThat(again)
                .isEqualTo(new TrainedAdapter(
                        trained.file(),
                        trained.peftFolder(),
                        trained.digest(),
                        trained.log(),
                        trained.answers(),
                        true));
    }

    @Test
    void theSamePlanGivesTheSameBytes() throws IOException {
        TrainedAdapter one = adapter(trainer, plan(2, 1), () -> TOKENIZER, SILENT);
        TrainedAdapter two = adapter(trainerIn("other"), plan(2, 1), () -> TOKENIZER, SILENT);
        assertThat(two.reused()).isFalse();
        assertThat(two.digest()).isEqualTo(one.digest()).isEqualTo(Sha256.ofFile(Objects.requireNonNull(one.file())));
    }

    @Test
    void trainsAgainWhereTheCacheIsDamaged() throws IOException {
        TrainedAdapter trained = adapter(trainer, plan(1, 1), () -> TOKENIZER, SILENT);
        Files.writeString(trained.file(), "half");
        TrainedAdapter mended = adapter(trainer, plan(1, 1), () -> TOKENIZER, SILENT);
        assertThat(mended.reused()).isFalse();
        assertThat(mended.digest()).isEqualTo(trained.digest());
    }

    @Test
    void anInterruptEndsTheTrainingAndItsProcess() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread training = new Thread(() -> {
            try {
                adapter(trainer, plan(ENDLESS, 1), () -> TOKENIZER, (step, steps, loss) -> running.countDown());
            } catch (Throwable e) {
                end.set(e);
            }
        });
        training.start();
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        List<ProcessHandle> children = children();
        assertThat(children).isNotEmpty();
        training.interrupt();
        training.join(10_000);
        assertThat(end.get()).isInstanceOf(RunInterruptedException.class);
        assertThat(children).allMatch(child -> endsSoon(child));
        // What stands for the lock stays; nothing else does.
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("regex:.*(?<!\\.lock)");
    }

    @Test
    void refusesAnotherArchitectureBeforeItStartsAnything() throws IOException {
        TinyLlama.tensors(TinyLlama.metadata("gemma2")).write(model);
        TrainingPlan plan =
                new TrainingPlan(base(), plan(1, 1).examples(), settings(1), 1, 128, TrainerKind.HARNESS, null);
        assertThatThrownBy(() -> adapter(trainer, plan, LoraTrainerIT::notAsked, SILENT))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("architecture is \"gemma2\"");
    }

    @Test
    void refusesAnExampleLongerThanTheContext() {
        TrainingPlan plan = trainingPlan(base(), List.of(example("x".repeat(200), "yes")), settings(1), 1);
        assertThatThrownBy(() -> adapter(trainer, plan, () -> TOKENIZER, SILENT))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "1 training example is longer than the 128 tokens of context-tokens of the lab: (say) (203)");
    }

    @Test
    void refusesAModelThatIsNoFile() {
        TrainingPlan plan = trainingPlan(
                new BaseModel("llama3.1:8b", "d", null, null), plan(1, 1).examples(), settings(1), 1);
        assertThatThrownBy(() -> adapter(trainer, plan, LoraTrainerIT::notAsked, SILENT))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("the weights of llama3.1:8b");
    }

    @Test
    void saysWhatToDoAboutAFolderItCannotWrite() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> adapter(trainerIn("file/cache"), plan(1, 1), () -> TOKENIZER, SILENT))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("the folder for adapters " + blocked)
                .hasMessageContaining("LAB_HOME");
    }

    @Test
    void anotherTokenizerThatMakesTheSameTokensFindsTheAdapter() {
        adapter(trainer, plan(1, 1), saying(new FakeTokenizer("one", 0, null)), SILENT);

        TrainedAdapter found =
                adapter(trainer, plan(1, 1), saying(new FakeTokenizer("two", 0, null)), LoraTrainerIT::noStep);

        assertThat(found.reused()).isTrue();
        assertThat(adapter(trainer, plan(1, 1), closed("two"), SILENT).reused())
                .as("known from then on, without starting it")
                .isTrue();
        assertThat(adapter(trainer, plan(1, 1), closed("one"), SILENT).reused()).isTrue();
    }

    @Test
    void anotherTokenizerThatMakesOtherTokensTrainsAnew() {
        TrainedAdapter first = adapter(trainer, plan(1, 1), saying(new FakeTokenizer("one", 0, null)), SILENT);

        TrainedAdapter second = adapter(trainer, plan(1, 1), saying(new FakeTokenizer("two", 1, null)), SILENT);

        assertThat(second.reused()).isFalse();
        assertThat(second.digest()).isNotEqualTo(first.digest());
    }

    @Test
    void trainsSeveralSeedsTogetherAndKeepsWhatEachSays() {
        List<TrainedAdapter> both = trainer.adapters(
                List.of(plan(2, 1), plan(2, 2)),
                () -> TOKENIZER,
                (step, all, loss) -> assertThat(all).isEqualTo(8));

        assertThat(both).extracting(TrainedAdapter::digest).doesNotHaveDuplicates();
        assertThat(both).allSatisfy(one -> {
            assertThat(one.log().losses()).hasSize(2);
            assertThat(one.answers()).extracting(TrainerAnswer::target).containsExactly("one", "two", "three", "four");
        });
        assertThat(trainer.adapters(List.of(plan(2, 2), plan(2, 1)), LoraTrainerIT::notAsked, SILENT))
                .extracting(TrainedAdapter::digest, TrainedAdapter::answers)
                .containsExactly(
                        tuple(both.get(1).digest(), both.get(1).answers()),
                        tuple(both.get(0).digest(), both.get(0).answers()));
    }

    /** Tells who it is before it is opened. */
    private static TokenizerSource saying(ChatTokenizer tokenizer) {
        return new TokenizerSource() {
            @Override
            public ChatTokenizer open() {
                return tokenizer;
            }

            @Override
            public Optional<String> identity() {
                return Optional.of(tokenizer.identity());
            }
        };
    }

    private static TokenizerSource closed(String identity) {
        return new TokenizerSource() {
            @Override
            public ChatTokenizer open() {
                return notAsked();
            }

            @Override
            public Optional<String> identity() {
                return Optional.of(identity);
            }
        };
    }

    private static void noStep(int step, int steps, double loss) {
        throw new AssertionError("nothing is to be trained");
    }

    private static ChatTokenizer notAsked() {
        throw new AssertionError("there is nothing to tokenise");
    }

    private TrainingPlan plan(int epochs, long seed) {
        return trainingPlan(
                base(),
                Stream.of("one", "two", "three", "four")
                        .map(word -> example("say " + word, word))
                        .toList(),
                settings(epochs),
                seed);
    }

    private static TrainingPlan trainingPlan(
            BaseModel base, List<TrainingExample> examples, TrainingSettings settings, long seed) {
        return new TrainingPlan(base, examples, settings, seed, 128, TrainerKind.AUTO, null);
    }

    private PeftTrainer notInstalled() {
        return new PeftTrainer(new TrainerEnvironment(Map.of("LAB_HOME", folder.toString())));
    }

    private LoraTrainer trainerIn(String name) {
        return new LoraTrainer(folder.resolve(name), new TrainerChoice(new HarnessTrainer(1), notInstalled()));
    }

    private static TrainedAdapter adapter(
            LoraTrainer trainer, TrainingPlan plan, TokenizerSource tokenizer, TrainingListener listener) {
        return trainer.adapters(List.of(plan), tokenizer, listener).get(0);
    }

    private BaseModel base() {
        return new BaseModel("tiny", "digest", "F32", model);
    }

    private static TrainingSettings settings(int epochs) {
        return new TrainingSettings(4, epochs, 4, 8, 1e-3, 2, 0);
    }

    private static TrainingExample example(String prompt, String target) {
        return new TrainingExample("(say)", List.of(new ChatMessage(ChatMessage.Role.USER, prompt)), target);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static boolean endsSoon(ProcessHandle process) {
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
