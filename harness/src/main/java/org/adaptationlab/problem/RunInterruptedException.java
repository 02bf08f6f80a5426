package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** The user stopped the run; it can be resumed. */
public final class RunInterruptedException extends LabException {

    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message) {
        this(message, null);
    }

    public RunInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 130;
    }
}
