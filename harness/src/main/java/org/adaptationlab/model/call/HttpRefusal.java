package org.adaptationlab.model.call;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server answered, but with an error. */
public final class HttpRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int HTTP_FINE = 200;

    private final int status;

    private HttpRefusal(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** @param body of the answer, for the server's own words */
    public HttpRefusal(int status, String body) {
        this(status, "the server answered HTTP " + status + ": " + ServerWords.error(body), null);
    }

    /** An error within an answer that is fine for HTTP. */
    public static HttpRefusal within(String message) {
        return new HttpRefusal(HTTP_FINE, ServerWords.shorten(message), null);
    }

    /** An answer that is not of the protocol. */
    public static HttpRefusal unreadable(String message, IOException cause) {
        return new HttpRefusal(HTTP_FINE, message, cause);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
