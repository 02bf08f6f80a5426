package org.adaptationlab.run.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.Generation.Thinking;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.plan.RunPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    private static final ModeDefinition PROMPT =
            new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0));
    private static final ModeDefinition SHOTS =
            new ModeDefinition("shots", false, new PromptSpec(Fixtures.PROMPT, true, 2));
    private static final ModeDefinition LORA = new ModeDefinition("lora", false, Fixtures.lora(List.of(1L)));
    private static final ModeDefinition CONTROL =
            new ModeDefinition("free", true, new PromptSpec(Fixtures.PROMPT, false, 0));

    private static final Generation ANSWERED = generation("apple", Finish.STOP, Thinking.NONE);
    private static final Generation CUT = generation("apple and", Finish.LENGTH, Thinking.NONE);
    private static final Generation THINKING = generation("", Finish.LENGTH, Thinking.UNFINISHED);
    private static final Generation EMPTY = generation(" ", Finish.STOP, Thinking.NONE);

    @TempDir
    private Path folder;

    private final Map<String, List<Object>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int poolSize = 10;

    private static Generation generation(String text, Finish finish, Thinking thinking) {
        Timings none = new Timings(null, null, null, null, null);
        return new Generation(text, finish, thinking, new TokenUsage(40, 16), none, 0, "");
    }

    /** What a mode answers, the last one again and again. */
    private void answers(ModeDefinition mode, Object... all) {
        answers.put(mode.name(), new ArrayList<>(List.of(all)));
    }

    private GuardResult tried(ModeDefinition... modes) {
        Preflight.Listener listener = new Preflight.Listener() {

            @Override
            public void tried(String mode, String outcome) {
                heard.add(mode + " " + outcome);
            }

            @Override
            public void warn(String what) {
                warnings.add(what);
            }
        };
        return new Preflight(plan(List.of(modes)), this::answer, listener).of(List.of(modes));
    }

    private Generation answer(ModeDefinition mode, Example example) throws GenerationException {
        asked.add(mode.name() + " " + example.id());
        List<Object> left = Objects.requireNonNull(answers.get(mode.name()), "answers of a mode");
        Object next = left.size() > 1 ? left.remove(0) : left.get(0);
        if (next instanceof GenerationException failure) {
            throw failure;
        }
        return (Generation) next;
    }

    private RunPlan plan(List<ModeDefinition> modes) {
        List<Example> train = Fixtures.dataset(folder).train();
        return new RunPlan(
                Fixtures.lab(folder, null, modes),
                Fixtures.dataset(folder),
                Fixtures.base(),
                "fake",
                "1",
                modes,
                train.subList(0, poolSize),
                train,
                new SamplingOptions(0, 42, 16, 512),
                1,
                1,
                ServerSettings.NONE);
    }

    @Test
    void asksEachModeOnceWhereAllIsWell() {
        answers(PROMPT, ANSWERED);
        answers(LORA, ANSWERED);

        assertThat(tried(PROMPT, LORA).status()).isEqualTo(Status.PASS);
        assertThat(asked).containsExactly("prompt train-0", "lora train-0");
        assertThat(heard).first().isEqualTo("prompt \"apple\" (40 tokens read, 16 written)");
    }

    @Test
    void stopsWhereAllIsCutAndSaysWhatToDo() {
        answers(PROMPT, CUT);
        answers(SHOTS, CUT);

        GuardResult found = tried(PROMPT, SHOTS);

        assertThat(found.status()).isEqualTo(Status.STOP);
        assertThat(found.detail()).contains("prompt was cut", "raise max-output-tokens (16)", "nothing was measured");
        assertThat(asked)
                .containsExactly(
                        "prompt train-0",
                        "prompt train-1",
                        "prompt train-2",
                        "shots train-0",
                        "shots train-1",
                        "shots train-2");
    }

    @Test
    void stopsWhereThinkingTakesAllTokensAlsoOfAnAdaptersMode() {
        answers(LORA, THINKING);

        assertThat(tried(LORA).status()).isEqualTo(Status.STOP);
    }

    @Test
    void warnsWhereOnlySomeModesAreCut() {
        answers(PROMPT, ANSWERED);
        answers(SHOTS, CUT);

        assertThat(tried(PROMPT, SHOTS).status()).isEqualTo(Status.WARN);
        assertThat(warnings).hasSize(1).first().asString().contains("shots was cut");
    }

    @Test
    void anAnswerOfAnyExampleIsEnough() {
        answers(PROMPT, EMPTY, CUT, ANSWERED);

        assertThat(tried(PROMPT).status()).isEqualTo(Status.PASS);
    }

    @Test
    void controlsAndAdaptersThatAreNotThereYetDoNotCount() {
        answers(CONTROL, CUT);
        answers(LORA, CUT);
        answers(PROMPT, ANSWERED);

        assertThat(tried(CONTROL, LORA).status()).isEqualTo(Status.PASS);
        assertThat(tried(CONTROL, LORA, PROMPT).status()).isEqualTo(Status.PASS);
        answers(PROMPT, EMPTY);
        assertThat(tried(CONTROL, LORA, PROMPT).status()).isEqualTo(Status.STOP);
    }

    @Test
    void aPromptThatNeverFitsStops() {
        answers(PROMPT, GenerationException.promptTooLong("5000 tokens"));

        GuardResult found = tried(PROMPT);

        assertThat(found.status()).isEqualTo(Status.STOP);
        assertThat(found.detail()).contains("5000 tokens", "raise context-tokens (512)");
    }

    @Test
    void aModeThatCannotBeAskedEndsTheRunAtOnce() {
        answers(PROMPT, ANSWERED);
        answers(SHOTS, GenerationException.failed("HTTP 400: no seed", null));

        assertThatThrownBy(() -> tried(PROMPT, SHOTS))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("mode \"shots\" can't be asked")
                .hasMessageContaining("HTTP 400: no seed")
                .hasMessageContaining("omit");
    }

    @Test
    void oneCallThatFailsIsNoReasonToEnd() {
        answers(PROMPT, GenerationException.failed("reset", null), ANSWERED);

        assertThat(tried(PROMPT).status()).isEqualTo(Status.PASS);
    }

    @Test
    void doesWithASmallPoolAndWithoutOne() {
        answers(PROMPT, CUT);
        poolSize = 1;
        assertThat(tried(PROMPT).status()).isEqualTo(Status.STOP);
        poolSize = 0;
        assertThat(tried(PROMPT).status()).isEqualTo(Status.STOP);

        assertThat(asked).containsExactly("prompt train-0", "prompt (sample)");
    }
}
