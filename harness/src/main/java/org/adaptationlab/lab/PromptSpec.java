package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;

/**
 * The prompt alone, with fixed examples as chat turns where {@code shots} is above 0.
 *
 * @param shots number of training examples shown, in all
 * @param shotIds which they are, in their order; none where they are drawn, balanced over the labels
 */
public record PromptSpec(PromptText prompt, boolean constrain, int shots, List<String> shotIds)
        implements AdaptationSpec {

    public PromptSpec {
        Objects.requireNonNull(prompt, "prompt");
        shotIds = List.copyOf(shotIds);
        if (!shotIds.isEmpty() && shotIds.size() != shots) {
            throw new IllegalArgumentException(shots + " shots, but " + shotIds.size() + " named");
        }
    }

    /** With shots that are drawn. */
    public PromptSpec(PromptText prompt, boolean constrain, int shots) {
        this(prompt, constrain, shots, List.of());
    }

    @Override
    public Technique technique() {
        return Technique.PROMPT;
    }
}
