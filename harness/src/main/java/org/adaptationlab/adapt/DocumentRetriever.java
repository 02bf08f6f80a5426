package org.adaptationlab.adapt;

import java.util.List;

/** Ranks the passages of one document for a query. */
@FunctionalInterface
public interface DocumentRetriever {

    /** All passages of the document, best first; none where the index has no such document. */
    List<Passage> retrieve(String query, String document);
}
