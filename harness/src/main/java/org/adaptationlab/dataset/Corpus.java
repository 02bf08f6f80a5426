package org.adaptationlab.dataset;

import java.util.List;
import java.util.Objects;

/**
 * The documents of a folder.
 *
 * @param documents sorted by id
 * @param leftOut the folder's files that are not among them
 */
public record Corpus(List<Document> documents, LeftOut leftOut) {

    /** No folder. */
    public static final Corpus NONE = new Corpus(List.of(), LeftOut.NONE);

    public Corpus {
        documents = List.copyOf(documents);
        Objects.requireNonNull(leftOut, "leftOut");
    }
}
