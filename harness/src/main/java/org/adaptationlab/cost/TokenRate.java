package org.adaptationlab.cost;

import org.jspecify.annotations.Nullable;

/** Tokens per second by the client's clock, to set beside what the server says. */
public final class TokenRate {

    private static final double MS_PER_S = 1000;

    private double tokens;
    private double ms;

    /**
     * Adds a call: between the first and the last token of its answer lie all tokens of the answer but the first.
     *
     * @param answerTokens without those of thinking, which come before the first token of the answer; null where unknown
     */
    public void add(@Nullable Integer answerTokens, @Nullable Double ttftMs, @Nullable Double totalMs) {
        Double each = perToken(answerTokens, ttftMs, totalMs);
        if (answerTokens != null && each != null) {
            tokens += answerTokens - 1;
            ms += each * (answerTokens - 1);
        }
    }

    /** Milliseconds between two tokens of an answer; null where it has fewer than two, or was not timed. */
    public static @Nullable Double perToken(
            @Nullable Integer answerTokens, @Nullable Double ttftMs, @Nullable Double totalMs) {
        return answerTokens == null || answerTokens < 2 || ttftMs == null || totalMs == null || !(totalMs > ttftMs)
                ? null
                : Double.valueOf((totalMs - ttftMs) / (answerTokens - 1));
    }

    /** All tokens over all seconds; null where no call had two tokens. */
    public @Nullable Double perSecond() {
        return ms > 0 ? Double.valueOf(tokens * MS_PER_S / ms) : null;
    }
}
