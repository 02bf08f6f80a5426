package org.adaptationlab.result.csv;

import java.io.IOException;

/** A file that is no CSV; the message says why. */
final class MalformedCsvException extends IOException {

    private static final long serialVersionUID = 1;

    private final long line;

    /** @param line one-based line of the file its record starts in */
    MalformedCsvException(long line, String message) {
        super(message);
        this.line = line;
    }

    long line() {
        return line;
    }
}
