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
 */
public record Dataset(
        String name, Path folder, String digest, List<Example> train, List<Example> test, List<Document> corpus) {

    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(digest, "digest");
        train = List.copyOf(train);
        test = List.copyOf(test);
        corpus = List.copyOf(corpus);
    }
}
