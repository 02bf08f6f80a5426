package org.adaptationlab.result.record;

import java.util.Objects;

/**
 * What turned texts into vectors in a run.
 *
 * @param digest SHA-256 of all that decides a vector but the text
 * @param length numbers in a vector
 */
public record EmbedderCopy(String name, String digest, int length) {

    public EmbedderCopy {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
    }
}
