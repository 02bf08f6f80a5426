package org.adaptationlab.model.call;

import java.io.IOException;

/** The server answered with an HTTP error. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param body of the answer, for the server's own words */
    public RefusedException(int status, String body) {
        super("the server answered HTTP " + status + ": " + ServerWords.error(body));
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
