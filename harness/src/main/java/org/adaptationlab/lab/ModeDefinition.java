package org.adaptationlab.lab;

import java.util.Objects;
import org.adaptationlab.lab.ClassifierSpec.Features;
import org.adaptationlab.lab.RetrievalSpec.Source;

/**
 * One way of adapting, named in the lab file.
 *
 * @param control whether it is measured only when named by {@code --modes}
 */
public record ModeDefinition(String name, boolean control, AdaptationSpec adaptation) {

    public ModeDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(adaptation, "adaptation");
    }

    /**
     * Whether it is there to hold others against and can't itself be the answer of a lab: a control, a floor (the
     * majority label) or a ceiling (the gold document in the prompt).
     */
    public boolean isReference() {
        return control
                || (adaptation instanceof ClassifierSpec classifier && classifier.features() == Features.NONE)
                || adaptation
                        .retrieved()
                        .filter(spec -> spec.from() == Source.GOLD)
                        .isPresent();
    }
}
