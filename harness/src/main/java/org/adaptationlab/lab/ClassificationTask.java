package org.adaptationlab.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of a closed set of answers.
 *
 * @param labels the allowed answers, in the order of the lab file
 * @param refusal the label that says that none of the others is right, null where there is none
 */
public record ClassificationTask(
        List<String> labels, @Nullable String refusal) implements TaskDefinition {

    public ClassificationTask {
        labels = List.copyOf(labels);
    }

    /** Without a label that refuses. */
    public ClassificationTask(List<String> labels) {
        this(labels, null);
    }

    @Override
    public TaskType type() {
        return TaskType.CLASSIFICATION;
    }
}
