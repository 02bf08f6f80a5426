package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;

/**
 * What is asked of the model.
 *
 * @param labels the allowed answers of a classification, in the order of the lab file; empty for other types
 */
public record TaskDefinition(TaskType type, List<String> labels) {

    public TaskDefinition {
        Objects.requireNonNull(type, "type");
        labels = List.copyOf(labels);
    }
}
