package org.adaptationlab.run.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.adapt.Retrieval;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.run.FakeRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuestionsInFlightTest {

    private static final int MANY = 16;

    private final List<Asked> taken = new ArrayList<>();
    private final List<Asked> late = new ArrayList<>();

    private static ModelAdaptation adaptation(FakeRuntime.Brain brain) {
        ClassificationTask task = new ClassificationTask(List.of("apple", "pear"));
        SamplingOptions sampling = new SamplingOptions(0, 42, 16, 512);
        return new ModelAdaptation(
                new PromptBuilder(
                        task,
                        new PromptText("x", "{input}"),
                        new AnswerForm(task, false),
                        List.of(),
                        new Retrieval.None(),
                        System::nanoTime),
                new FakeRuntime(brain).serve(new BaseModel("tiny", "d", null, null), null, sampling),
                sampling,
                null,
                "run/prompt");
    }

    private static List<Question> questions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Question(new Example("e" + i, "text " + i, "apple", List.of(), null, null, true), 1))
                .toList();
    }

    private void ask(int count, FakeRuntime.Brain brain, Consumer<Asked> taker) {
        new QuestionsInFlight(adaptation(brain), MANY, System::nanoTime)
                .ask(questions(count).iterator(), new QuestionsInFlight.Taker() {

                    @Override
                    public void take(Asked asked) {
                        taker.accept(asked);
                        taken.add(asked);
                    }

                    @Override
                    public void takeLate(Asked asked) {
                        late.add(asked);
                    }
                });
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sixteenInFlightAreAtLeastTenTimesAsFastAsOne() {
        long start = System.nanoTime();
        ask(
                20 * MANY,
                request -> {
                    sleep(20);
                    return FakeRuntime.question(request);
                },
                asked -> {});
        double wall = (System.nanoTime() - start) / 1e9;

        assertThat(taken).hasSize(20 * MANY);
        assertThat(taken)
                .allSatisfy(asked -> assertThat(Objects.requireNonNull(asked.answer())
                                .generation()
                                .text())
                        .isEqualTo(asked.question().example().input()));
        double oneAfterTheOther = taken.stream().mapToDouble(Asked::seconds).sum();
        assertThat(oneAfterTheOther / wall).isGreaterThan(10);
        assertThat(taken.stream().mapToDouble(Asked::busySeconds).sum())
                .isLessThanOrEqualTo(wall)
                .isGreaterThan(0.8 * wall);
    }

    @Test
    void asksNoMoreWhenTheTakerHasEnoughAndHandsOverWhatWasInFlight() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(MANY);

        assertThatThrownBy(() -> ask(
                        1000,
                        request -> {
                            begun.incrementAndGet();
                            all.countDown();
                            awaitQuietly(all);
                            return "apple";
                        },
                        asked -> {
                            throw new RunFailedException("enough");
                        }))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("enough");

        assertThat(taken).isEmpty();
        // a thread may have begun its next question before the first answer was taken, and its queue holds few
        assertThat(late)
                .hasSize(begun.get() - 1)
                .hasSizeGreaterThanOrEqualTo(MANY - 1)
                .hasSizeLessThan(10 * MANY);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFailedCallIsAnOutcomeAndABrokenHarnessIsNot() {
        ask(
                40,
                request -> {
                    if (FakeRuntime.question(request).endsWith("7")) {
                        throw GenerationException.failed("connection reset", null);
                    }
                    return "apple";
                },
                asked -> {});
        assertThat(taken).filteredOn(asked -> asked.failure() != null).hasSize(4);
        assertThat(taken).hasSize(40);

        assertThatThrownBy(() -> ask(
                        40,
                        request -> {
                            throw new IllegalStateException("a defect");
                        },
                        asked -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a defect");
    }

    @Test
    void eachCallHasItsPartOfTheTimeInWhichAnyIsInFlight() {
        long[] now = {0};
        SharedTime time = new SharedTime(() -> now[0] * 1_000_000_000L);

        double first = time.begin();
        now[0] = 2; // two seconds of its own
        double second = time.begin();
        now[0] = 6; // four seconds for both
        assertThat(time.end(first)).isCloseTo(4, within(1e-9));
        now[0] = 7; // one second for the other alone
        assertThat(time.end(second)).isCloseTo(3, within(1e-9));
        now[0] = 100; // nobody's
        double third = time.begin();
        now[0] = 101;
        assertThat(time.end(third)).isCloseTo(1, within(1e-9));
    }
}
