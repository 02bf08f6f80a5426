package org.adaptationlab.model.embedding;

import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Turns English text into vectors for retrieval, in this process, by bge-small-en-v1.5 (quantised, weights in the jar).
 *
 * <p>Vectors have 384 numbers and length 1, so that their dot product is the cosine. The model is loaded
 * at the first text, about a second. It uses one thread, the caller's, and none that spins: others measure meanwhile.
 * Texts beyond 510 tokens are averaged over their parts. Thread-safe. A text must not be blank.
 */
public final class TextEmbedder {

    /** Numbers in a vector. */
    public static final int LENGTH = 384;

    /** What the authors of bge ask for before short questions; passages have nothing. */
    private static final String QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";

    private static final String NAME = "bge-small-en-v1.5-q";
    private static final String DIGEST = "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4";

    private @Nullable BgeModel model;

    /** The model's name. */
    public String name() {
        return NAME;
    }

    /** SHA-256 of the weights: vectors of one digest can be compared and cached. */
    public String digest() {
        return DIGEST;
    }

    /**
     * The vector of a passage, or of a text that is compared with its like.
     *
     * @throws PrerequisiteException when the native library cannot be loaded here
     */
    public float[] embed(String text) {
        return model().embed(text).content().vector();
    }

    /** The vector of a question that is to find passages. */
    public float[] embedQuery(String text) {
        return embed(QUERY_PREFIX + text);
    }

    private synchronized BgeModel model() {
        if (model == null) {
            model = BgeModel.load(NAME);
        }
        return model;
    }
}
