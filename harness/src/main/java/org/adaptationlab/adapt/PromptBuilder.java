package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;

/**
 * Turns an example into the chat a mode's model is shown: system message, shots as real turns, then the user message
 * with the passages where the mode retrieves. Shots have the user template's form like the question, so that they show
 * what is asked; nothing is retrieved for them: of a template with {@code {passages}} a shot has all but the paragraph that
 * holds them. The same object writes the prompts of measuring, of training and of {@code lab show}.
 */
public final class PromptBuilder {

    private static final double NANOS_PER_MS = 1e6;

    private final TaskDefinition task;
    private final PromptText prompt;
    private final String shotTemplate;
    private final AnswerForm form;
    private final List<Example> fixedShots;
    private final Retrieval retrieval;
    private final LongSupplier nanoClock;

    /**
     * @param fixedShots examples shown before every question
     * @param nanoClock read around the retrieval
     */
    public PromptBuilder(
            TaskDefinition task,
            PromptText prompt,
            AnswerForm form,
            List<Example> fixedShots,
            Retrieval retrieval,
            LongSupplier nanoClock) {
        this.task = task;
        this.prompt = prompt;
        this.shotTemplate = PromptTemplate.without("{passages}", prompt.user());
        this.form = form;
        this.fixedShots = List.copyOf(fixedShots);
        this.retrieval = retrieval;
        this.nanoClock = nanoClock;
    }

    /** The chat for an example; a training example never sees itself among its shots. */
    public Question question(Example example) {
        long start = nanoClock.getAsLong();
        List<Passage> passages = retrieval.passages(example);
        Double retrieveMs = retrieval.isNone() ? null : (nanoClock.getAsLong() - start) / NANOS_PER_MS;

        Map<String, String> values = Map.of(
                "input", example.input(),
                "labels", String.join(", ", task.labels()),
                "passages", retrieval.text(passages),
                "examples", shotsAsText(example));
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(new ChatMessage(Role.SYSTEM, PromptTemplate.fill(prompt.system(), values)));
        if (!prompt.system().contains("{examples}")) {
            fixedShots.stream()
                    .filter(shot -> !shot.id().equals(example.id()))
                    .forEach(shot -> addTurns(messages, shot));
        }
        retrieval.shots(passages).forEach(shot -> addTurns(messages, shot));
        messages.add(new ChatMessage(Role.USER, PromptTemplate.fill(prompt.user(), values)));
        return new Question(messages, passages, retrieveMs);
    }

    private void addTurns(List<ChatMessage> messages, Example shot) {
        messages.add(new ChatMessage(Role.USER, asked(shot)));
        messages.add(new ChatMessage(Role.ASSISTANT, form.write(shot.target())));
    }

    private String asked(Example shot) {
        return PromptTemplate.fill(
                shotTemplate,
                Map.of("input", shot.input(), "labels", String.join(", ", task.labels()), "examples", ""));
    }

    private String shotsAsText(Example example) {
        return fixedShots.stream()
                .filter(shot -> !shot.id().equals(example.id()))
                .map(shot -> asked(shot) + "\n" + form.write(shot.target()))
                .collect(Collectors.joining("\n\n"));
    }
}
