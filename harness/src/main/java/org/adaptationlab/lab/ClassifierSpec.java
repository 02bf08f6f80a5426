package org.adaptationlab.lab;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A small classifier in place of the language model: logistic regression on features of the text, fitted on the same
 * training examples that the other modes draw from.
 *
 * @param features what it sees of a text
 * @param regularization weight of the L2 penalty, λ in {@code λ/2 · |w|² + Σ loss}; above 0
 */
public record ClassifierSpec(Features features, double regularization) implements AdaptationSpec {

    private static final PromptText INPUT_ALONE = new PromptText("", "{input}");

    public ClassifierSpec {
        Objects.requireNonNull(features, "features");
        if (!(regularization > 0)) {
            throw new IllegalArgumentException("regularization " + regularization);
        }
    }

    @Override
    public Technique technique() {
        return Technique.CLASSIFIER;
    }

    /** The input and nothing else: a classifier is not told what to do. */
    @Override
    public PromptText prompt() {
        return INPUT_ALONE;
    }

    /** Always: a classifier can only answer with a label. */
    @Override
    public boolean constrain() {
        return true;
    }

    @Override
    public Optional<ClassifierSpec> classifier() {
        return Optional.of(this);
    }

    /** What a classifier sees of a text. */
    public enum Features {
        /** The vector of the text embedder. */
        EMBEDDING,
        /** Its words, weighted by how rare they are in the training examples. */
        TFIDF,
        /** Nothing: the answer is always the most frequent label, the floor of every comparison. */
        NONE;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
