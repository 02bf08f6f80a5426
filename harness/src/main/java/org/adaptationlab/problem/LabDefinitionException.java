package org.adaptationlab.problem;

import org.jspecify.annotations.Nullable;

/** Bad input: a lab file, its prompts, its data set or an adapter that cannot be used as it is. */
public final class LabDefinitionException extends LabException {

    private static final long serialVersionUID = 1L;

    public LabDefinitionException(String message) {
        this(message, null);
    }

    public LabDefinitionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
