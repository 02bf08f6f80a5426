package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** Something outside the lab is missing: a server, a model, a library, memory, disk. */
public final class PrerequisiteException extends LabException {

    private static final long serialVersionUID = 1L;

    public PrerequisiteException(String message) {
        this(message, null);
    }

    public PrerequisiteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
