package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** A result file that cannot be read, or cannot be compared. */
public final class ResultFormatException extends LabException {

    private static final long serialVersionUID = 1L;

    public ResultFormatException(String message) {
        this(message, null);
    }

    public ResultFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
