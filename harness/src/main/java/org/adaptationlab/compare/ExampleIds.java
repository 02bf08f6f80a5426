package org.adaptationlab.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the examples of both sides, so that all else about them is kept in arrays. */
final class ExampleIds {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    /** The number of an id, from 0; a new one where it was not seen before. */
    int number(String id) {
        Integer known = numbers.get(id);
        if (known != null) {
            return known;
        }
        numbers.put(id, ids.size());
        ids.add(id);
        return ids.size() - 1;
    }

    String id(int number) {
        return ids.get(number);
    }
}
