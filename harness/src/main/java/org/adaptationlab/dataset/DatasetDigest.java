package org.adaptationlab.dataset;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.file.Sha256;

/**
 * The identity of a data set: SHA-256 over what its examples and documents say, in order. Key order, white space between
 * tokens and line ends of the files do not count, nor does the prose of dataset.yaml.
 */
final class DatasetDigest {

    private DatasetDigest() {}

    static String of(List<Example> train, List<Example> test, List<Document> corpus) {
        Sha256 digest = new Sha256();
        addExamples(digest.field("train"), train);
        addExamples(digest.field("test"), test);
        digest.field("corpus").field(String.valueOf(corpus.size()));
        corpus.forEach(document -> digest.field(document.id()).field(document.text()));
        return digest.hex();
    }

    private static void addExamples(Sha256 digest, List<Example> examples) {
        digest.field(String.valueOf(examples.size()));
        for (Example example : examples) {
            digest.field(example.id()).field(example.input()).field(example.target());
            digest.field(String.valueOf(example.aliases().size()));
            example.aliases().forEach(digest::field);
            // a text is never empty, so an empty field can stand for an absent one
            digest.field(Objects.requireNonNullElse(example.slice(), ""));
            digest.field(Objects.requireNonNullElse(example.doc(), ""));
            digest.field(String.valueOf(example.answerable()));
        }
    }
}
