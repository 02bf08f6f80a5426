package org.adaptationlab.lab;

import java.util.Objects;

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
}
