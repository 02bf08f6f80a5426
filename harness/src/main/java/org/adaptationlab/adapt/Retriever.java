package org.adaptationlab.adapt;

import java.util.List;

/** Finds the passages of one index for a query. */
@FunctionalInterface
public interface Retriever {

    /**
     * The best passages, best first.
     *
     * @param excludedSource source never returned (an example must not find itself), or an empty string for none
     */
    List<Passage> retrieve(String query, String excludedSource);
}
