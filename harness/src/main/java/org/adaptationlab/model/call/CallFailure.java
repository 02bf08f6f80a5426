package org.adaptationlab.model.call;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.adaptationlab.model.GenerationException;
import org.jspecify.annotations.Nullable;

/** One call failed; says whether another one may help. */
public final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;
    /** Behind a proxy whose server is starting; no server ready; and what some say when they have too much to do. */
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 529);

    private final Remedy remedy;
    private final boolean promptTooLong;
    private final @Nullable HttpRefusal refusal;

    /** What may help against a failure. */
    enum Remedy {
        /** Nothing: another call would fail alike, or answer otherwise. */
        NONE,
        /** A second call. */
        ONE_MORE_CALL,
        /** Time: the server is starting, or has too much to do. */
        PATIENCE
    }

    private CallFailure(
            String message,
            Remedy remedy,
            boolean promptTooLong,
            @Nullable HttpRefusal refusal,
            @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = promptTooLong ? Remedy.NONE : remedy;
        this.promptTooLong = promptTooLong;
        this.refusal = refusal;
    }

    private CallFailure(String message, Remedy remedy, @Nullable Throwable cause) {
        this(message, remedy, false, null, cause);
    }

    /** The answer began and did not end as it should; a second call might begin a different one, so there is none. */
    public static CallFailure broken(String message, @Nullable Throwable cause) {
        return new CallFailure(message, Remedy.NONE, cause);
    }

    /** The server reported an error within the stream. */
    public static CallFailure inStream(String error) {
        return new CallFailure(
                "the server broke off with the error: " + ServerWords.shorten(error),
                Remedy.NONE,
                PromptLength.isNamedIn(error),
                null,
                null);
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
                                noConnection(cause),
                                cause instanceof SSLException ? Remedy.NONE : Remedy.PATIENCE,
                                thrown);
            }
        }
        return broken("the call failed: " + thrown, thrown);
    }

    /** The server answered with an HTTP error; one that is starting or asks for patience (429) is worth waiting for. */
    private static CallFailure refused(HttpRefusal refusal) {
        int status = refusal.status();
        boolean spent = refusal.code().contains("insufficient_quota"); // money is needed, not time
        boolean busy = UNAVAILABLE.contains(status) || status == TOO_MANY_REQUESTS;
        Remedy remedy = busy && !spent ? Remedy.PATIENCE : status >= 500 ? Remedy.ONE_MORE_CALL : Remedy.NONE;
        return new CallFailure(
                Objects.requireNonNullElse(refusal.getMessage(), ""),
                remedy,
                PromptLength.isTheCause(refusal),
                refusal,
                refusal);
    }

    /** The prompt does not fit, as counts show that the server gave with an answer. */
    public static CallFailure promptTooLong(String message) {
        return new CallFailure(message, Remedy.NONE, true, null, null);
    }

    /** One line on why {@code what} could not be reached. */
    public static String describe(String what, IOException failure) {
        return what + ": "
                + Objects.requireNonNullElse(transport(failure, false).getMessage(), "");
    }

    Remedy remedy() {
        return remedy;
    }

    /** Whether the prompt did not fit. */
    boolean isPromptTooLong() {
        return promptTooLong;
    }

    /** The server's answer where it refused; null where the call failed otherwise. */
    @Nullable
    HttpRefusal refusal() {
        return refusal;
    }

    /** The same with something more to say. */
    CallFailure with(String words) {
        return new CallFailure(getMessage() + words, remedy, promptTooLong, refusal, this);
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
}
