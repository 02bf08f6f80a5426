package org.adaptationlab.model.call;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.adaptationlab.model.GenerationException;
import org.jspecify.annotations.Nullable;

/** One call failed; says whether another one may help. */
public final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int allowedCalls;
    private final boolean promptTooLong;

    private CallFailure(String message, int allowedCalls, @Nullable Throwable cause) {
        super(message, cause);
        this.promptTooLong = speaksOfContext(message);
        this.allowedCalls = promptTooLong ? 1 : allowedCalls;
    }

    /** The answer began and did not end as it should; a second call might begin a different one, so there is none. */
    public static CallFailure broken(String message, @Nullable Throwable cause) {
        return new CallFailure(message, 1, cause);
    }

    /** The server reported an error within the stream. */
    public static CallFailure inStream(String error) {
        return new CallFailure("the server broke off with the error: " + ServerWords.shorten(error), 1, null);
    }

    /** The server does not keep to the protocol. */
    public static CallFailure unreadable(String line, Throwable cause) {
        return broken("the server sent a line that is not of the protocol: " + ServerWords.shorten(line), cause);
    }

    /**
     * The HTTP client gave up.
     *
     * @param answerBegan whether a part of the answer had been read
     */
    public static CallFailure transport(Throwable thrown, boolean answerBegan) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpRefusal refusal) {
                return refused(refusal);
            }
            if (cause instanceof HttpTimeoutException) {
                return broken("the server did not answer in time", thrown);
            }
            if (cause instanceof IOException) {
                return answerBegan
                        ? broken("the connection broke in the middle of the answer" + why(cause), thrown)
                        : new CallFailure(
                                noConnection(cause), cause instanceof SSLException ? 1 : Integer.MAX_VALUE, thrown);
            }
        }
        return broken("the call failed: " + thrown, thrown);
    }

    /** The server answered with an HTTP error; one that is starting (503) or asks for patience (429) is worth waiting for. */
    private static CallFailure refused(HttpRefusal refusal) {
        int status = refusal.status();
        int allowedCalls = status == 503 || status == 429 ? Integer.MAX_VALUE : status >= 500 ? 2 : 1;
        return new CallFailure(Objects.requireNonNullElse(refusal.getMessage(), ""), allowedCalls, refusal);
    }

    /** One line on why {@code what} could not be reached. */
    public static String describe(String what, IOException failure) {
        return what + ": "
                + Objects.requireNonNullElse(transport(failure, false).getMessage(), "");
    }

    /** How many calls in all may be made when one fails like this; the retry policy may allow fewer. */
    public int allowedCalls() {
        return allowedCalls;
    }

    /** The same for the caller of the model, with the server, the model and how often it was asked. */
    public GenerationException toGenerationException(URI endpoint, String model, int calls) {
        String tries = calls == 1 ? "" : " (" + calls + " calls)";
        String message = endpoint + ", model " + model + ": " + getMessage() + tries;
        GenerationException failure =
                promptTooLong ? GenerationException.promptTooLong(message) : GenerationException.failed(message, this);
        return failure.afterRetries(calls - 1);
    }

    private static String noConnection(Throwable cause) {
        if (cause instanceof SSLException) {
            return "its certificate is not trusted, or it does not speak TLS there" + why(cause);
        }
        if (isUnknownHost(cause)) {
            return "no machine is known by this name";
        }
        return cause instanceof ConnectException
                ? "no server answers there (connection refused)"
                : "the connection broke before the answer" + why(cause);
    }

    private static boolean isUnknownHost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    /** Servers word the refusal of a long prompt differently, but all name the context and that it is exceeded. */
    private static boolean speaksOfContext(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("context")
                && (text.contains("exceed")
                        || text.contains("longer than")
                        || text.contains("too long")
                        || text.contains("maximum context length"));
    }
}
