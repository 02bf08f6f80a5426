package org.adaptationlab.adapt;

import java.util.Objects;

/**
 * A piece of text that can be retrieved.
 *
 * @param id unique within its index: {@code document#n} for a corpus, the example's id for training examples
 * @param source id of the document or example it comes from
 * @param text what is ranked and shown
 */
public record Passage(String id, String source, String text) {

    public Passage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(text, "text");
    }
}
