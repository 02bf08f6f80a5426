package org.adaptationlab.model.embedding;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * Turns texts into vectors for retrieval and for classifiers. Vectors have length 1, so that their dot product is the cosine.
 * Nothing is loaded or asked before the first text. Thread-safe. A text must not be blank.
 *
 * <p>All but {@link #known} throw {@link PrerequisiteException} where the model cannot be loaded here, or its server does not
 * answer.
 */
public interface TextEmbedder {

    /** The built-in one that computes in 8 bits. */
    static TextEmbedder english() {
        return new BuiltInEmbedder(BuiltInModel.ENGLISH);
    }

    /** The built-in one that labs have by default; it computes in floats. */
    static TextEmbedder englishFloat() {
        return new BuiltInEmbedder(BuiltInModel.ENGLISH_FLOAT);
    }

    /** The model's name. */
    String name();

    /** SHA-256 of all that decides a vector but the text: vectors of one digest can be compared and cached. */
    String digest();

    /** Numbers in a vector. */
    int length();

    /**
     * The vectors of texts that questions are compared with, in their order. They may come from a cache, so the time this
     * takes says nothing.
     */
    List<float[]> embedAll(List<String> texts);

    /** The vector of a text that is compared with its like; made now, as its time may be measured. */
    float[] embed(String text);

    /** The vector of a question that is to find passages; made now, as its time may be measured. */
    float[] embedQuery(String text);

    /** What is known of it without asking; empty where it was not used yet. */
    Optional<Known> known();

    /**
     * What vectors were made by.
     *
     * @param length numbers in a vector
     */
    record Known(String name, String digest, int length) {}
}
