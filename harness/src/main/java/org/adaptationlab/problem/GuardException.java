package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** A guard stopped the run, or the regression gate fell. */
public final class GuardException extends LabException {

    private static final long serialVersionUID = 1L;

    public GuardException(String message) {
        this(message, null);
    }

    public GuardException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
