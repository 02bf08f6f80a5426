package org.adaptationlab.model.call;

import org.jspecify.annotations.Nullable;

/**
 * The text of an answer as it comes in pieces. Servers that do not part a model's thinking from its answer send it
 * ahead, between {@code <think>} and {@code </think>}: it is no part of the answer.
 */
final class AnswerText {

    private static final String OPENING = "<think>";
    private static final String CLOSING = "</think>";

    private final StringBuilder text = new StringBuilder();
    private @Nullable Long firstNanos;
    private @Nullable Long thinkingNanos;
    private @Nullable Long answerNanos;

    /** Adds a piece that came at this time. */
    void add(String piece, long nanos) {
        text.append(piece);
        if (firstNanos == null) {
            firstNanos = nanos;
        }
        if (answerNanos != null) {
            return;
        }
        String seen = text.toString().stripLeading();
        if (seen.startsWith(OPENING)) {
            noteThinking(nanos);
            answerNanos = answer().isEmpty() ? null : Long.valueOf(nanos);
        } else if (!OPENING.startsWith(seen)) {
            answerNanos = firstNanos;
        }
    }

    /** Thinking came at this time, in a field of its own or in the text. */
    void noteThinking(long nanos) {
        if (thinkingNanos == null) {
            thinkingNanos = firstNanos == null ? nanos : firstNanos;
        }
    }

    /** The answer without the thinking; empty where that was cut before its end. */
    String answer() {
        String whole = text.toString();
        if (!whole.stripLeading().startsWith(OPENING)) {
            return whole;
        }
        int end = whole.indexOf(CLOSING);
        return end < 0 ? "" : whole.substring(end + CLOSING.length()).stripLeading();
    }

    /** When the first piece of the answer came; null where there is none. */
    @Nullable
    Long answerNanos() {
        return answerNanos == null && !answer().isEmpty() ? firstNanos : answerNanos;
    }

    /** When the first piece of the thinking came; null where there was none. */
    @Nullable
    Long thinkingNanos() {
        return thinkingNanos;
    }
}
