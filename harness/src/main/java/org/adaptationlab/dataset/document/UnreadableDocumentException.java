package org.adaptationlab.dataset.document;

import org.jspecify.annotations.Nullable;

/** A file of a kind that can be read, whose text cannot be had; the message says why and what to do, without the file's name. */
public final class UnreadableDocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableDocumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
