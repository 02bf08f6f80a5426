package org.adaptationlab.lab;

import java.util.List;

/** What is asked of the model. */
public sealed interface TaskDefinition permits ClassificationTask, ShortAnswerTask, ExtractionTask {

    TaskType type();

    /** The allowed answers of a classification, in the order of the lab file; empty for other types. */
    default List<String> labels() {
        return List.of();
    }
}
