package org.adaptationlab.model;

import java.util.Objects;

/**
 * What a served model answered.
 *
 * @param text the raw answer, without what the model thought before it
 * @param finish why it ended
 * @param thinking whether the model thought before it answered, as far as that shows
 * @param usage tokens read and written
 * @param timings where the time went
 * @param retries how many calls failed before this one; their time, and that of waiting, is in none of the timings
 * @param body of the request as it was sent, a JSON text; empty where none was sent
 */
public record Generation(
        String text, Finish finish, Thinking thinking, TokenUsage usage, Timings timings, int retries, String body) {

    public Generation {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finish, "finish");
        Objects.requireNonNull(thinking, "thinking");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(timings, "timings");
        Objects.requireNonNull(body, "body");
    }

    /** An answer without thinking that nobody was asked for over a wire. */
    public Generation(String text, Finish finish, TokenUsage usage, Timings timings, int retries) {
        this(text, finish, Thinking.NONE, usage, timings, retries, "");
    }

    /** The same as one that the model ended. */
    public Generation ended() {
        return new Generation(text, Finish.STOP, thinking, usage, timings, retries, body);
    }

    /** The same after one failed call more. */
    public Generation afterRetry() {
        return new Generation(text, finish, thinking, usage, timings, retries + 1, body);
    }

    /** Why a generation ended: the model stopped, or the token limit was reached. */
    public enum Finish {
        STOP,
        LENGTH
    }

    /** What is known of a model's thinking before its answer. */
    public enum Thinking {
        /** None that shows. */
        NONE,
        /** The server told it apart from the answer. */
        APART,
        /** It stood in the text before the answer, and was told apart here. */
        IN_TEXT,
        /** It was not over when the generation ended: there is no answer. */
        UNFINISHED
    }
}
