package org.adaptationlab.model.embedded;

/** llama.cpp can't render the chat template that it was given. */
final class TemplateException extends EngineException {

    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message, null);
    }
}
