package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** A failure that a user can act on; its message stands alone, without a stack trace. */
public abstract sealed class LabException extends RuntimeException
        permits LabDefinitionException,
                PrerequisiteException,
                ResultFormatException,
                RunFailedException,
                RunInterruptedException,
                GuardException {

    private static final long serialVersionUID = 1L;

    LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The process exit code that belongs to this kind of failure (product contract). */
    public abstract int exitCode();
}
