package org.adaptationlab.dataset;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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

    /** The columns that are taken. */
    List<String> columns() {
        return Stream.of(input, target, doc, answerable, split)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The id of the document that a text names with or without its ending; the text where it names none. */
    String documentNamed(String text) {
        String id = text.replaceFirst("\\.\\p{Alnum}{2,8}$", "");
        return documents != null && !documents.contains(text) && documents.contains(id) ? id : text;
    }

    boolean isDocument(String text) {
        return documents != null && documents.contains(documentNamed(text));
    }
}
