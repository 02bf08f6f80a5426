package org.adaptationlab.lab;

import java.util.Objects;

/**
 * The prompt alone, with fixed examples as chat turns where {@code shots} is above 0.
 *
 * @param shots number of training examples shown, in all, balanced over the labels
 */
public record PromptSpec(PromptText prompt, boolean constrain, int shots) implements AdaptationSpec {

    public PromptSpec {
        Objects.requireNonNull(prompt, "prompt");
    }

    @Override
    public Technique technique() {
        return Technique.PROMPT;
    }
}
