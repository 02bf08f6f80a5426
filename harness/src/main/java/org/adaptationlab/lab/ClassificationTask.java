package org.adaptationlab.lab;

import java.util.List;

/**
 * One of a closed set of answers.
 *
 * @param labels the allowed answers, in the order of the lab file
 */
public record ClassificationTask(List<String> labels) implements TaskDefinition {

    public ClassificationTask {
        labels = List.copyOf(labels);
    }

    @Override
    public TaskType type() {
        return TaskType.CLASSIFICATION;
    }
}
