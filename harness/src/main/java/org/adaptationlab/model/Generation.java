package org.adaptationlab.model;

import java.util.Objects;

/**
 * What a served model answered.
 *
 * @param text the raw answer
 * @param finish why it ended
 * @param retries how many calls failed before this one; their time is in none of the timings
 */
public record Generation(String text, Finish finish, TokenUsage usage, Timings timings, int retries) {

    public Generation {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finish, "finish");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(timings, "timings");
    }

    /** Why a generation ended: the model stopped, or the token limit was reached. */
    public enum Finish {
        STOP,
        LENGTH
    }
}
