package org.adaptationlab.dataset.sense;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row as the checks see it.
 *
 * @param place where a user finds it
 * @param side which part of the data it belongs to
 * @param aliases further right answers
 */
public record SenseRow(Place place, Side side, String input, String target, List<String> aliases, boolean answerable) {

    public SenseRow {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(side, "side");
        aliases = List.copyOf(aliases);
    }

    /** The two parts of a data set. */
    public enum Side {
        TRAIN,
        TEST
    }

    /**
     * Where a row stands.
     *
     * @param file its name, for a user who has several; empty where there is only one
     * @param number of its line, row or item
     */
    public record Place(String file, int number) {}

    /** The right answers. */
    Stream<String> answers() {
        return Stream.concat(Stream.of(target), aliases.stream());
    }
}
