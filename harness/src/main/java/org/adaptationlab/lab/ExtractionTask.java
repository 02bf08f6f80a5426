package org.adaptationlab.lab;

import java.util.Objects;

/**
 * A JSON object or array made of what the input says.
 *
 * @param schema what answers and targets must satisfy
 */
public record ExtractionTask(AnswerSchema schema) implements TaskDefinition {

    public ExtractionTask {
        Objects.requireNonNull(schema, "schema");
    }

    @Override
    public TaskType type() {
        return TaskType.EXTRACTION;
    }
}
