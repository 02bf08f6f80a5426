package org.adaptationlab.model.store;

import java.util.Locale;
import java.util.Objects;

/**
 * What is published of a model beside its files.
 *
 * @param hub its name on Hugging Face, which is also what vLLM calls it unless told otherwise
 * @param shape of the language model, without what reads images
 */
public record ModelFacts(String hub, Thinking thinking, Shape shape) {

    public ModelFacts {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(thinking, "thinking");
        Objects.requireNonNull(shape, "shape");
    }

    /** Whether it thinks before it answers. */
    public enum Thinking {
        NEVER,
        /** Unless it is told not to. */
        OPTIONAL,
        ALWAYS;

        /** The word in the catalogue. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What decides the memory that it needs.
     *
     * @param hidden width of its layers
     * @param kvHeads heads of keys and values
     * @param headSize width of a head
     * @param vocabulary tokens
     * @param tied whether one table of the vocabulary serves input and output
     */
    public record Shape(int layers, int hidden, int kvHeads, int headSize, int vocabulary, boolean tied) {}
}
