package org.adaptationlab.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A data-set folder, read and checked.
 *
 * @param digest SHA-256 over the content of all its parts, the identity two runs are compared by
 * @param train in file order
 * @param test in file order
 * @param corpus sorted by id; empty where the data set has none
 * @param leftOut what lies in the corpus folder and is not in the corpus
 */
public record Dataset(
        String name,
        Path folder,
        String digest,
        List<Example> train,
        List<Example> test,
        List<Document> corpus,
        LeftOut leftOut) {

    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(digest, "digest");
        train = List.copyOf(train);
        test = List.copyOf(test);
        corpus = List.copyOf(corpus);
        Objects.requireNonNull(leftOut, "leftOut");
    }

    /** A data set with nothing left out. */
    public Dataset(
            String name, Path folder, String digest, List<Example> train, List<Example> test, List<Document> corpus) {
        this(name, folder, digest, train, test, corpus, LeftOut.NONE);
    }
}
