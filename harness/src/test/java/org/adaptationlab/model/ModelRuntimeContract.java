package org.adaptationlab.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.adaptationlab.Requirement;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What every runtime does, whatever is behind it: {@code XIT} classes of each implement it, against the default model.
 * What a runtime honestly cannot do it names in {@link #lacks()}; the test then holds what it does instead.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public interface ModelRuntimeContract {

    SamplingOptions OPTIONS = new SamplingOptions(0, 42, 24, 1024);
    SamplingOptions BRIEF = new SamplingOptions(0, 42, 8, 1024);
    SamplingOptions LONG = new SamplingOptions(0, 42, 400, 1024);
    String STORY = "Tell me a long story about a fox.";

    /** What a runtime may lack. */
    enum Ability {
        /** The server tells how long it loaded, read and wrote. Else these are empty, and only the client's clock counts. */
        SERVER_DURATIONS,
        /** Adapters can be given as weights. Else the server must have them, and they go by name. */
        GIVEN_WEIGHTS,
        /** A server that dies is started again and the call repeated. Else the call fails. */
        RESTART
    }

    /** The runtime under test. */
    ModelRuntime runtime();

    /** The default model as this runtime knows it. */
    BaseModel base();

    /** {@link #base} served with {@link #OPTIONS}. */
    ServedModel served();

    /** An adapter for {@link #base} that changes its answers. */
    AdapterRef adapter();

    /** A model of its own on a server that goes away when {@code kill} is run. */
    record Victim(ServedModel model, Runnable kill) {}

    Victim victim();

    default Set<Ability> lacks() {
        return Set.of();
    }

    private Generation ask(ServedModel model, SamplingOptions options, String system, String user)
            throws GenerationException {
        return model.generate(new GenerationRequest(chat(system, user), options, null));
    }

    private Generation ask(String user) throws GenerationException {
        return ask(served(), OPTIONS, "You are helpful.", user);
    }

    /**
     * How the answer begins. How much of a prompt a server finds in its cache, and what else it is at, changes the last bits
     * of its logits, and so, further on, now and then a word.
     */
    private String beginning(String user) throws GenerationException {
        return ask(served(), BRIEF, "You are helpful.", user).text();
    }

    private Generation askIn(String user, String schema) throws GenerationException {
        return served().generate(new GenerationRequest(chat("You are helpful.", user), OPTIONS, schema));
    }

    private static List<ChatMessage> chat(String system, String user) {
        return List.of(new ChatMessage(Role.SYSTEM, system), new ChatMessage(Role.USER, user));
    }

    @Test
    default void answersAndStopsByItself() throws GenerationException {
        Generation answer = ask("What is 1+1?");

        assertThat(answer.text()).contains("2");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(answer.usage().output()).isBetween(2, OPTIONS.maxOutputTokens());
        assertThat(answer.retries()).isZero();
    }

    @Test
    default void streams() throws GenerationException {
        Timings times = ask(STORY).timings();

        assertThat(times.ttftMs()).isPositive();
        assertThat(times.totalMs()).isGreaterThan(requireNonNull(times.ttftMs()) * 1.1);
    }

    @Test
    default void obeysTheSystemMessage() throws GenerationException {
        String plain =
                ask(served(), OPTIONS, "You are helpful.", "Who are you?").text();
        String pirate = ask(served(), OPTIONS, "You are a pirate. Speak like a pirate.", "Who are you?")
                .text();

        assertThat(pirate).isNotEqualTo(plain);
    }

    @Test
    default void stopsAtTheTokenLimit() throws GenerationException {
        Generation answer = ask(served(), BRIEF, "You are helpful.", STORY);

        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage().output()).isEqualTo(8);
    }

    @Test
    default void givesTheSameAnswerTwiceAtTemperatureZero() throws GenerationException {
        String first = beginning(STORY);
        ask("Something else in between.");

        assertThat(beginning(STORY)).isEqualTo(first);
    }

    @Test
    default void drawsByTheSeed() throws GenerationException {
        List<String> answers = new ArrayList<>();
        for (long seed : new long[] {1, 1, 1, 2}) {
            SamplingOptions drawn = new SamplingOptions(1, seed, 24, OPTIONS.contextTokens());
            answers.add(ask(served(), drawn, "You are helpful.", STORY).text());
        }

        // the first call may find another prompt in the cache, which changes the last bits of its logits
        assertThat(answers.get(2)).isEqualTo(answers.get(1));
        assertThat(answers.get(3)).isNotEqualTo(answers.get(1));
    }

    /** A nonce in front leaves nothing for a prompt cache to hide. */
    @Test
    default void countsTheTokensThatTheModelsOwnTokenizerCounts() throws GenerationException {
        List<ChatMessage> messages = List.of(
                new ChatMessage(Role.SYSTEM, UUID.randomUUID() + " Sort tickets."),
                new ChatMessage(Role.USER, "Wo ist mein Paket? 📦"),
                new ChatMessage(Role.ASSISTANT, "shipping"),
                new ChatMessage(Role.USER, "I was charged twice.\n\nPlease help!"));
        int counted;
        try (EmbeddedRuntime reference = new EmbeddedRuntime("test");
                ServedModel model =
                        reference.serve(new BaseModel("reference", "x", null, Requirement.model()), null, OPTIONS)) {
            counted = model.promptTokens(messages).orElseThrow();
        }

        Generation answer = served().generate(new GenerationRequest(messages, OPTIONS, null));

        assertThat(answer.usage().input()).isEqualTo(counted);
    }

    @Test
    default void tellsDurationsThatAgreeWithTheClientsClock() throws GenerationException {
        Timings times = ask(STORY).timings();

        if (lacks().contains(Ability.SERVER_DURATIONS)) {
            assertThat(times.loadMs()).isNull();
            assertThat(times.prefillMs()).isNull();
            assertThat(times.decodeMs()).isNull();
            return;
        }
        double server = requireNonNull(times.prefillMs()) + requireNonNull(times.decodeMs());
        assertThat(times.prefillMs()).isPositive();
        assertThat(times.decodeMs()).isPositive();
        assertThat(times.totalMs()).isCloseTo(server, within(0.5 * server + 200));
    }

    @Test
    default void keepsToALabelAndToASchema() throws GenerationException {
        Generation label = askIn(
                "My parcel has not come. Is this billing or shipping?",
                "{\"type\":\"string\",\"enum\":[\"billing\",\"shipping\"]}");
        Generation object = askIn(
                "How many legs has a spider?",
                "{\"type\":\"object\",\"properties\":{\"legs\":{\"type\":\"integer\"}},\"required\":[\"legs\"]}");

        assertThat(label.text().strip()).isIn("\"billing\"", "\"shipping\"");
        assertThat(label.finish()).isEqualTo(Finish.STOP);
        assertThat(object.text().strip()).matches("(?s)\\{\\s*\"legs\"\\s*:\\s*-?\\d+\\s*}");
    }

    @Test
    default void keepsUnicode() throws GenerationException {
        Generation answer = askIn("Wähle: 鍵 😀", "{\"type\":\"string\",\"enum\":[\"Ärger 😀 鍵\"]}");

        assertThat(answer.text().strip()).isEqualTo("\"Ärger 😀 鍵\"");
    }

    /** Shown some empty answers, the model gives another. */
    @Test
    default void mayAnswerNothing() throws GenerationException {
        List<ChatMessage> messages = new ArrayList<>(List.of(new ChatMessage(Role.SYSTEM, "You are helpful.")));
        for (int i = 0; i < 5; i++) {
            messages.add(new ChatMessage(Role.USER, "Hi"));
            messages.add(new ChatMessage(Role.ASSISTANT, ""));
        }
        messages.add(new ChatMessage(Role.USER, "Hi"));

        Generation answer = served().generate(new GenerationRequest(messages, OPTIONS, null));

        assertThat(answer.text()).isEmpty();
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(answer.timings().ttftMs()).isNull();
        assertThat(answer.timings().totalMs()).isPositive();
    }

    @Test
    default void refusesAPromptThatDoesNotFit() {
        GenerationException oneLongMessage =
                catchThrowableOfType(GenerationException.class, () -> ask("word ".repeat(1100)));
        GenerationException manyTurns = catchThrowableOfType(GenerationException.class, this::askWithManyTurns);

        assertThat(oneLongMessage).isNotNull().matches(GenerationException::isPromptTooLong);
        assertThat(manyTurns).isNotNull().matches(GenerationException::isPromptTooLong);
    }

    private void askWithManyTurns() throws GenerationException {
        List<ChatMessage> messages = new ArrayList<>(List.of(new ChatMessage(Role.SYSTEM, "Sort tickets.")));
        for (int i = 0; i < 60; i++) {
            messages.add(new ChatMessage(Role.USER, "Ticket " + i + " is about a parcel that did not come."));
            messages.add(new ChatMessage(Role.ASSISTANT, "shipping"));
        }
        messages.add(new ChatMessage(Role.USER, "And this one?"));
        served().generate(new GenerationRequest(messages, OPTIONS, null));
    }

    @Test
    default void knowsWhatItDoesNotHave() {
        BaseModel unknown = new BaseModel("no-such-model", "none", null, null);

        assertThat(runtime().find("no-such-model")).isEmpty();
        assertThatThrownBy(() -> runtime().serve(unknown, null, OPTIONS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("no-such-model");
    }

    @Test
    default void appliesAnAdapterAndOnlyWhereItIsAskedFor() throws GenerationException {
        String plain = ask(STORY).text();
        String beginning = beginning(STORY);

        assertThat(adapter() instanceof AdapterRef.Weights).isEqualTo(!lacks().contains(Ability.GIVEN_WEIGHTS));
        if (adapter() instanceof AdapterRef.Weights weights) {
            runtime()
                    .expectAdapters(
                            base(), () -> AdapterFile.open(weights.gguf()).modules(), OPTIONS);
        }
        try (ServedModel adapted = runtime().serve(base(), adapter(), OPTIONS)) {
            assertThat(ask(adapted, OPTIONS, "You are helpful.", STORY).text()).isNotEqualTo(plain);
        }
        assertThat(beginning(STORY)).isEqualTo(beginning);
    }

    /**
     * A server that computes several answers in one batch rounds otherwise, so a few may end in other words. It comes last: what
     * the server keeps of these prompts was computed so, too, and would be in the answers of other tests.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    default void answersManyAtOnceAsOneByOne() throws GenerationException {
        List<String> questions = List.of(
                "Say hello.",
                "What is 1+1?",
                "Name a colour.",
                "What is the capital of France?",
                "Say goodbye.",
                STORY);
        List<String> alone = new ArrayList<>();
        for (String question : questions) {
            alone.add(beginning(question));
        }

        List<String> among = AtOnce.ask(questions, this::beginning);

        assertThat(among)
                .as("each belongs to its own question: alone %s", alone)
                .extracting(answer -> AtOnce.mostAlike(answer, alone))
                .isEqualTo(alone);
        assertThat(among.stream().filter(alone::contains)).hasSizeGreaterThan(alone.size() / 2);
    }

    @Test
    default void canBeCancelled() throws Exception {
        String undisturbed = beginning("Say hello.");
        AtomicReference<@Nullable GenerationException> cancelled = new AtomicReference<>();
        Thread asking = new Thread(() -> cancelled.set(
                catchThrowableOfType(GenerationException.class, () -> ask(served(), LONG, "You are helpful.", STORY))));
        asking.start();
        TimeUnit.MILLISECONDS.sleep(300);
        asking.interrupt();
        asking.join(2000);

        assertThat(asking.isAlive()).isFalse();
        assertThat(cancelled.get()).isNotNull().hasMessageContaining("interrupted");
        assertThat(beginning("Say hello.")).isEqualTo(undisturbed);
    }

    @Test
    default void noticesThatTheServerGoesAway() throws Exception {
        Victim victim = victim();
        try (ServedModel model = victim.model()) {
            ask(model, OPTIONS, "You are helpful.", "Say hello."); // loaded, so that it is killed while it writes
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    victim.kill(), CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
            if (lacks().contains(Ability.RESTART)) {
                assertThatThrownBy(() -> ask(model, LONG, "You are helpful.", STORY))
                        .isInstanceOf(GenerationException.class)
                        .hasMessageMatching(".*(the connection broke|no server answers there).*");
                assertThatThrownBy(() -> ask(model, LONG, "You are helpful.", STORY))
                        .isInstanceOf(GenerationException.class)
                        .hasMessageContaining("no server answers there");
            } else {
                assertThat(ask(model, LONG, "You are helpful.", STORY).retries())
                        .isEqualTo(1);
            }
            killed.join();
        }
    }
}
