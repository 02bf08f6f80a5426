package org.adaptationlab.run.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.adapt.Retrieval;
import org.adaptationlab.guard.AnswerPair;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.train.TrainerAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdapterParityTest {

    private static final SamplingOptions SAMPLING = new SamplingOptions(0.7, 42, 16, 512);
    private static final TaskDefinition TASK = new ClassificationTask(List.of("apple", "pear"));

    /** Those of the mode; the trainer's chats count, not these. */
    private static final PromptBuilder PROMPTS = new PromptBuilder(
            TASK, Fixtures.PROMPT, new AnswerForm(TASK, false), List.of(), new Retrieval.None(), () -> 0);

    @Test
    void passesAServerThatSaysTheSame() {
        FakeRuntime runtime = new FakeRuntime(request -> "answer to " + question(request.messages()));
        GuardResult found = found(runtime, answers(7, 40, 12));

        assertThat(found.status()).isEqualTo(Status.PASS);
        assertThat(found.detail()).isEqualTo("lora: the server says what the trainer says, 5 of 5 training examples");
        assertThat(found.pairs())
                .hasSize(5)
                .contains(new AnswerPair(
                        "lora",
                        "t-2",
                        "<user> question 2",
                        "taught 2",
                        "answer to question 2",
                        false,
                        "answer to question 2",
                        40,
                        40));
    }

    @Test
    void asksTheTrainersChatsGreedilyWithoutASchema() {
        FakeRuntime runtime = new FakeRuntime(request -> "answer to " + question(request.messages()));
        found(runtime, answers(2, 40, 100));

        assertThat(runtime.requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.sampling().temperature()).isZero();
            assertThat(request.sampling().seed()).isEqualTo(42);
            assertThat(request.sampling().maxOutputTokens()).isEqualTo(100);
            assertThat(request.jsonSchema()).isNull();
        });
        assertThat(runtime.requests.get(0).messages()).isEqualTo(chat(0));
    }

    @Test
    void asksForNoMoreThanTheContextHasRoomFor() {
        FakeRuntime runtime = new FakeRuntime(request -> "x");
        found(runtime, answers(1, 490, 12));
        found(runtime, answers(1, 600, 12));
        found(runtime, answers(1, null, null));

        assertThat(runtime.requests)
                .extracting(request -> request.sampling().maxOutputTokens())
                .containsExactly(22, 1, 48);
    }

    @Test
    void warnsOfOneOtherAnswerAndOfAllOthers() {
        FakeRuntime one =
                new FakeRuntime(request -> question(request.messages()).endsWith("3")
                        ? "something else"
                        : "answer to " + question(request.messages()));
        assertThat(found(one, answers(5, 40, 12)).detail())
                .contains("4 of 5", "t-3: trainer \"answer to question 3\", server \"something else\"", "rounding");

        FakeRuntime all = new FakeRuntime(request -> "something else");
        GuardResult found = found(all, answers(5, 38, 12));
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail())
                .startsWith("lora: the server's prompt has 40 tokens, the trainer's 38: the templates differ; ")
                .contains("0 of 5");
    }

    @Test
    void doesNotKnowWhereTheServerFailsOrAnswersNothing() {
        FakeRuntime broken = new FakeRuntime(request -> {
            throw GenerationException.failed("connection reset", null);
        });
        GuardResult found = found(broken, answers(5, 40, 12));
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail()).endsWith("could not be checked: connection reset");

        assertThat(found(new FakeRuntime(request -> " "), answers(5, 40, 12)).detail())
                .contains("could not be checked: its answers were empty");
    }

    @Test
    void saysNothingOfAnAdapterWhoseTrainerLeftNoAnswers() {
        FakeRuntime runtime = new FakeRuntime(request -> "x");
        assertThat(check(runtime, List.of())).isEmpty();
        assertThat(runtime.requests).isEmpty();
    }

    private static GuardResult found(FakeRuntime runtime, List<TrainerAnswer> answers) {
        return check(runtime, answers).get(0);
    }

    private static List<GuardResult> check(FakeRuntime runtime, List<TrainerAnswer> answers) {
        ReadyAdapter adapter = new ReadyAdapter(
                new AdapterRef.Weights(Path.of("lora.gguf")), "digest", null, List.of(), true, answers);
        return new AdapterParity(SAMPLING, new TimeShares(System::nanoTime))
                .adapterServed("lora", adapter, runtime.serve(Fixtures.base(), adapter.ref(), SAMPLING), PROMPTS);
    }

    private static List<TrainerAnswer> answers(int count, @Nullable Integer promptTokens, @Nullable Integer maxTokens) {
        List<TrainerAnswer> answers = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> answers.add(new TrainerAnswer(
                        "t-" + i,
                        chat(i),
                        "<user> question " + i,
                        "taught " + i,
                        "answer to question " + i,
                        promptTokens,
                        maxTokens,
                        false)));
        return answers;
    }

    private static List<ChatMessage> chat(int number) {
        return List.of(new ChatMessage(Role.SYSTEM, "Answer."), new ChatMessage(Role.USER, "question " + number));
    }

    private static String question(List<ChatMessage> chat) {
        return chat.get(chat.size() - 1).text();
    }
}
