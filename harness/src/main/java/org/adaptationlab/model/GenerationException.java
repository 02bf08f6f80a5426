package org.adaptationlab.model;

import org.jspecify.annotations.Nullable;

/** One call to a model failed; the example is counted as failed and the run goes on. */
public final class GenerationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean promptTooLong;
    private final int retries;

    private GenerationException(
            @Nullable String message, boolean promptTooLong, int retries, @Nullable Throwable cause) {
        super(message, cause);
        this.promptTooLong = promptTooLong;
        this.retries = retries;
    }

    /** The server could not be reached, broke off, or answered with an error. */
    public static GenerationException failed(String message, @Nullable Throwable cause) {
        return new GenerationException(message, false, 0, cause);
    }

    /** Prompt and answer do not fit into the context window; the server refused instead of cutting. */
    public static GenerationException promptTooLong(String message) {
        return new GenerationException(message, true, 0, null);
    }

    /** The same of a call that was made more than once. */
    public GenerationException afterRetries(int times) {
        return new GenerationException(getMessage(), promptTooLong, times, getCause());
    }

    /** How often the call was made again before it failed for good. */
    public int retries() {
        return retries;
    }

    /** Whether the prompt did not fit: an outcome of its own, not a fault of the server. */
    public boolean isPromptTooLong() {
        return promptTooLong;
    }
}
