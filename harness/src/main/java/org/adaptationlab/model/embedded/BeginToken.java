package org.adaptationlab.model.embedded;

import java.util.Objects;

/**
 * The token that the engine puts before each prompt.
 *
 * @param word its text, which a template may write too; empty if the file does not say
 */
record BeginToken(int id, String word) {

    BeginToken {
        Objects.requireNonNull(word, "word");
    }
}
