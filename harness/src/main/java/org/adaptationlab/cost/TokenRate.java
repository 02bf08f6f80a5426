package org.adaptationlab.cost;

import org.jspecify.annotations.Nullable;

/** Tokens per second by the client's clock, to set beside what the server says. */
public final class TokenRate {

    private static final double MS_PER_S = 1000;

    private double tokens;
    private double ms;

    /** Adds a call: between its first and its last token lie all tokens but the first. */
    public void add(@Nullable Integer outputTokens, @Nullable Double ttftMs, @Nullable Double totalMs) {
        if (outputTokens != null && outputTokens > 1 && ttftMs != null && totalMs != null && totalMs > ttftMs) {
            tokens += outputTokens - 1;
            ms += totalMs - ttftMs;
        }
    }

    /** All tokens over all seconds; null where no call had two tokens. */
    public @Nullable Double perSecond() {
        return ms > 0 ? Double.valueOf(tokens * MS_PER_S / ms) : null;
    }
}
