package org.adaptationlab.model.ollama;

import java.io.IOException;

/** The server answered with an HTTP error. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String body) {
        super("the server answered HTTP " + status + ": " + ServerWords.error(body));
        this.status = status;
    }

    int status() {
        return status;
    }
}
