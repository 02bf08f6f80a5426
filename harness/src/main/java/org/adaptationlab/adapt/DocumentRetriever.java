package org.adaptationlab.adapt;

import java.util.List;

/** Finds the passages of one document for a query. */
@FunctionalInterface
public interface DocumentRetriever {

    /** The best passages of the document, best first; none where the index has no such document. */
    List<Passage> retrieve(String query, String document);
}
