package org.adaptationlab.problem;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing wrong in a file the user wrote.
 *
 * @param file the file as the user would name it
 * @param line one-based line, or 0 where no line can be named
 * @param message what was found, what is allowed, what to do
 */
public record Problem(Path file, int line, String message) {

    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        if (line < 0) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    /** The one-line form {@code file:line: message}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
