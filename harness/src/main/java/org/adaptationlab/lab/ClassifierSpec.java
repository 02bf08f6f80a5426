package org.adaptationlab.lab;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small classifier in place of the language model: logistic regression on features of the text, fitted on the same
 * training examples that the other modes draw from.
 *
 * @param features what it sees of a text
 * @param regularization weight of the L2 penalty, λ in {@code λ/2 · |w|² + Σ loss}; above 0
 * @param tuning how the encoder is fine-tuned before; there for {@link Features#FINE_TUNED} and for nothing else
 */
public record ClassifierSpec(
        Features features, double regularization, @Nullable EncoderTuning tuning) implements AdaptationSpec {

    private static final PromptText INPUT_ALONE = new PromptText("", "{input}");

    public ClassifierSpec {
        Objects.requireNonNull(features, "features");
        if (!(regularization > 0)) {
            throw new IllegalArgumentException("regularization " + regularization);
        }
        if ((features == Features.FINE_TUNED) != (tuning != null)) {
            throw new IllegalArgumentException(features + " with " + tuning);
        }
    }

    /** A classifier on features that are not trained. */
    public ClassifierSpec(Features features, double regularization) {
        this(features, regularization, null);
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
        /** The vector of the built-in embedder, after its last layers were trained on the examples. */
        FINE_TUNED,
        /** Its words, weighted by how rare they are in the training examples. */
        TFIDF,
        /** Nothing: the answer is always the most frequent label, the floor of every comparison. */
        NONE;

        /** Whether they are a vector of an embedder. */
        boolean areVectors() {
            return (this == EMBEDDING) || (this == FINE_TUNED);
        }

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
