package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;

/**
 * A free answer of a few words, or the admission that there is none.
 *
 * @param match when an answer is right
 * @param tolerance difference to the target, as a share of it, up to which a number is right; for {@link
 *     AnswerMatch#NUMERIC}
 * @param refusals an answer with one of these phrases in it, as whole words, is a refusal; the first is what the model is
 *     shown, and trained to say, where a question has no answer
 */
public record ShortAnswerTask(AnswerMatch match, double tolerance, List<String> refusals) implements TaskDefinition {

    /** English phrases that refuse, for labs that name none. */
    public static final List<String> DEFAULT_REFUSALS = List.of(
            "I don't know",
            "don't know",
            "do not know",
            "cannot answer",
            "can't answer",
            "cannot be answered",
            "does not say",
            "doesn't say",
            "not mentioned",
            "not stated",
            "not specified",
            "no information",
            "unanswerable");

    public ShortAnswerTask {
        Objects.requireNonNull(match, "match");
        refusals = List.copyOf(refusals);
        if (refusals.isEmpty() || !(tolerance >= 0)) {
            throw new IllegalArgumentException("refusals " + refusals + ", tolerance " + tolerance);
        }
    }

    @Override
    public TaskType type() {
        return TaskType.SHORT_ANSWER;
    }

    /** Whether a text says that there is no answer; also where it goes on to guess one. */
    public boolean isRefusal(String text) {
        AnswerWords words = AnswerWords.of(text);
        return refusals.stream().map(AnswerWords::of).anyMatch(words::contains);
    }
}
