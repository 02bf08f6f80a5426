package org.adaptationlab.dataset.source;

import java.util.List;

/** What stands in one place of a table. */
public sealed interface Cell {

    /** A text, or a number or truth value as it is written in the file. */
    record Text(String text) implements Cell {}

    /** A list of texts, numbers or truth values, each as it is written. */
    record Items(List<String> texts) implements Cell {
        public Items {
            texts = List.copyOf(texts);
        }
    }

    /** An object, or a list with objects or lists in it, as JSON without white space between tokens. */
    record Nested(String json) implements Cell {}

    /** Whether nothing can be seen in it. */
    default boolean isBlank() {
        return this instanceof Text text
                ? Blanks.isBlank(text.text())
                : this instanceof Items items && items.texts().isEmpty();
    }
}
