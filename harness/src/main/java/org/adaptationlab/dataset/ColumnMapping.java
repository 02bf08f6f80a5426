package org.adaptationlab.dataset;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a user's table to take.
 *
 * @param doc column with the id of the document that holds the answer, null for none
 * @param documents ids that the column may have; null for any
 * @param answerable column that says false where there is no answer, null for none
 * @param split column that says train or test, null for none
 */
public record ColumnMapping(
        String input,
        String target,
        @Nullable String doc,
        @Nullable Set<String> documents,
        @Nullable String answerable,
        @Nullable String split) {

    public ColumnMapping {
        documents = documents == null ? null : Set.copyOf(documents);
    }
}
