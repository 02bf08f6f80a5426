package org.adaptationlab.model.embedded;

import org.jspecify.annotations.Nullable;

/** The native engine failed. */
sealed class EngineException extends RuntimeException permits TemplateException {

    private static final long serialVersionUID = 1L;

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
