package org.adaptationlab.lab;

import java.util.Locale;
import java.util.Objects;

/**
 * What to retrieve for an example.
 *
 * @param from where the passages come from
 * @param index which index ranks them
 * @param topK number of passages put into the prompt
 */
public record RetrievalSpec(Source from, IndexKind index, int topK) {

    public RetrievalSpec {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(index, "index");
        if (topK < 1) {
            throw new IllegalArgumentException("top-k " + topK);
        }
    }

    /** Where passages come from: the training examples (as shots) or the corpus. */
    public enum Source {
        TRAIN,
        CORPUS;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** BM25, dense vectors, or both fused by reciprocal rank. */
    public enum IndexKind {
        LEXICAL,
        DENSE,
        HYBRID;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
