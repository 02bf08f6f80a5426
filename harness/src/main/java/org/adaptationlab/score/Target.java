package org.adaptationlab.score;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an answer is held against.
 *
 * @param text the right answer; may be empty where there is none
 * @param aliases other answers that are as right
 * @param answerable false where the right answer is to refuse
 */
public record Target(String text, List<String> aliases, boolean answerable) {

    public Target {
        Objects.requireNonNull(text, "text");
        aliases = List.copyOf(aliases);
    }

    /** The right answer with its aliases. */
    public List<String> texts() {
        return Stream.concat(Stream.of(text), aliases.stream()).toList();
    }
}
