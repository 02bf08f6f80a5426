package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.statistics.Clusters;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the examples of one or more runs, so that all else about them is kept in arrays; and knows their documents. The
 * same id has the same number in every {@link ScoreBook} that shares these.
 */
public final class ExampleNumbers {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> documents = new HashMap<>();
    private final List<@Nullable String> documentOf = new ArrayList<>();
    private int last = -1;

    /** The number of an id, from 0; a new one where it was not seen before. */
    public int number(String id) {
        if (is(last, id)) {
            return last;
        }
        if (is(last + 1, id)) { // most modes have their examples in the same order: nothing to hash
            last++;
        } else {
            last = lookUp(id);
        }
        return last;
    }

    private boolean is(int number, String id) {
        return number >= 0 && number < ids.size() && ids.get(number).equals(id);
    }

    private int lookUp(String id) {
        Integer known = numbers.putIfAbsent(id, ids.size());
        if (known != null) {
            return known;
        }
        ids.add(id);
        documentOf.add(null);
        return ids.size() - 1;
    }

    /** The id of a number. */
    public String id(int number) {
        return ids.get(number);
    }

    /** How many there are. */
    public int size() {
        return ids.size();
    }

    /** Notes the document that an example is about. */
    void isAbout(int number, @Nullable String document) {
        if (document != null) {
            documentOf.set(number, documents.computeIfAbsent(document, name -> name));
        }
    }

    /** Which of these examples are about one document. */
    Clusters clusters(int[] examples) {
        return Clusters.of(Arrays.stream(examples).mapToObj(documentOf::get).toList());
    }
}
