package org.adaptationlab.model.ollama;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Objects;
import org.adaptationlab.model.GenerationException;
import org.jspecify.annotations.Nullable;

/** One call failed; says whether another one may help. */
final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int allowedCalls;
    private final boolean promptTooLong;

    private CallFailure(String message, int allowedCalls, @Nullable Throwable cause) {
        super(message, cause);
        this.promptTooLong = speaksOfContext(message);
        this.allowedCalls = promptTooLong ? 1 : allowedCalls;
    }

    /** The answer began and did not end as it should; a second call might begin a different one, so there is none. */
    static CallFailure broken(String message, @Nullable Throwable cause) {
        return new CallFailure(message, 1, cause);
    }

    /** The server reported an error within the stream. */
    static CallFailure inStream(String error, Throwable cause) {
        return new CallFailure("the server broke off with the error: " + ServerWords.shorten(error), 1, cause);
    }

    /**
     * The HTTP client gave up.
     *
     * @param answerBegan whether a part of the answer had been read
     */
    static CallFailure transport(Throwable thrown, boolean answerBegan) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                String body = Objects.requireNonNullElse(http.getMessage(), "");
                return refused(new RefusedException(http.statusCode(), body));
            }
            if (cause instanceof RefusedException refusal) {
                return refused(refusal);
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return broken("the server did not answer in time", thrown);
            }
            if (cause instanceof IOException) {
                return answerBegan
                        ? broken("the connection broke in the middle of the answer" + why(cause), thrown)
                        : new CallFailure(noConnection(cause), Integer.MAX_VALUE, thrown);
            }
        }
        return broken("the call failed: " + thrown, thrown);
    }

    /** The server answered with an HTTP error; a server that is starting (503) is worth waiting for. */
    private static CallFailure refused(RefusedException refusal) {
        int status = refusal.status();
        int allowedCalls = status == 503 ? Integer.MAX_VALUE : status >= 500 ? 2 : 1;
        return new CallFailure(Objects.requireNonNullElse(refusal.getMessage(), ""), allowedCalls, refusal);
    }

    /** One line on why {@code what} could not be reached. */
    static String describe(String what, IOException failure) {
        return what + ": "
                + Objects.requireNonNullElse(transport(failure, false).getMessage(), "");
    }

    /** How many calls in all may be made when one fails like this; the retry policy may allow fewer. */
    int allowedCalls() {
        return allowedCalls;
    }

    GenerationException toGenerationException(URI endpoint, String model, int calls) {
        String tries = calls == 1 ? "" : " (" + calls + " calls)";
        String message = endpoint + ", model " + model + ": " + getMessage() + tries;
        return promptTooLong ? GenerationException.promptTooLong(message) : GenerationException.failed(message, this);
    }

    private static String noConnection(Throwable cause) {
        return cause instanceof ConnectException
                ? "no server answers there (connection refused)"
                : "the connection broke before the answer" + why(cause);
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    /** Servers word the refusal of a long prompt differently, but all name the context and that it is exceeded. */
    private static boolean speaksOfContext(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("context")
                && (text.contains("exceed") || text.contains("longer than") || text.contains("too long"));
    }
}
