package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** A run that could not end as it should; its finished results are kept. */
public final class RunFailedException extends LabException {

    private static final long serialVersionUID = 1L;

    public RunFailedException(String message) {
        this(message, null);
    }

    public RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
