package org.adaptationlab.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.YamlSection;

/** Reads the {@code task} section of a lab file. */
final class TaskReader {

    /** Stands in where the section is missing; without labels nothing can be checked against it. */
    static final TaskDefinition UNKNOWN = new TaskDefinition(TaskType.CLASSIFICATION, List.of());

    private TaskReader() {}

    static TaskDefinition read(YamlSection task) {
        task.require("type");
        TaskType type =
                task.choice("type", List.of(TaskType.values()), TaskType::word).orElse(TaskType.CLASSIFICATION);
        if (type == TaskType.CLASSIFICATION) {
            task.allow(List.of("type", "labels"));
            return new TaskDefinition(type, labels(task));
        }
        task.allow(type == TaskType.EXTRACTION ? List.of("type", "labels", "schema") : List.of("type", "labels"));
        task.report(
                "type",
                "is \"" + type.word() + "\", which is not available yet in this version; available: "
                        + TaskType.CLASSIFICATION.word());
        if (task.has("labels")) {
            task.report("labels", "are for a classification, not for " + type.word());
        }
        if (type == TaskType.EXTRACTION) {
            task.require("schema");
        }
        return new TaskDefinition(type, List.of());
    }

    private static List<String> labels(YamlSection task) {
        task.require("labels");
        return task.texts("labels").map(labels -> checked(labels, task)).orElse(List.of());
    }

    private static List<String> checked(List<String> labels, YamlSection task) {
        if (labels.size() < 2) {
            task.report("labels", "must name at least two labels");
        }
        Map<String, String> seen = new HashMap<>();
        for (String label : labels) {
            String twin = seen.putIfAbsent(LabelText.fold(label), label);
            if (twin != null) {
                task.report(
                        "labels",
                        twin.equals(label)
                                ? "name \"" + label + "\" twice"
                                : "\"" + twin + "\" and \"" + label + "\" cannot be told apart in an answer; they"
                                        + " differ only in case, width or white space");
            }
        }
        return labels;
    }
}
