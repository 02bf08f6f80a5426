package org.adaptationlab.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads the {@code task} section of a lab file. */
final class TaskReader {

    /** Stands in where the section is missing; without labels nothing can be checked against it. */
    static final TaskDefinition UNKNOWN = new ClassificationTask(List.of());

    private static final List<String> KEYS = List.of("type", "labels", "match", "tolerance", "refusal", "schema");

    private final YamlSection task;
    private final PromptFiles files;

    TaskReader(YamlSection task, PromptFiles files) {
        this.task = task;
        this.files = files;
    }

    TaskDefinition read() {
        task.require("type");
        TaskType type =
                task.choice("type", List.of(TaskType.values()), TaskType::word).orElse(TaskType.CLASSIFICATION);
        return switch (type) {
            case CLASSIFICATION -> {
                allow(type, "labels", "refusal");
                List<String> labels = labels();
                yield new ClassificationTask(labels, refusalAmong(labels));
            }
            case SHORT_ANSWER -> {
                allow(type, "match", "tolerance", "refusal");
                yield shortAnswer();
            }
            case EXTRACTION -> {
                allow(type, "schema");
                task.require("schema");
                yield new ExtractionTask(files.schema(task, "schema").orElse(AnswerSchema.ANY));
            }
        };
    }

    private void allow(TaskType type, String... own) {
        task.allow(KEYS);
        List<String> allowed = List.of(own);
        for (String key : task.keys()) {
            if (KEYS.contains(key) && !key.equals("type") && !allowed.contains(key)) {
                task.report(key, "is not for type " + type.word() + "; allowed: type, " + String.join(", ", allowed));
            }
        }
    }

    private ShortAnswerTask shortAnswer() {
        AnswerMatch match = task.choice("match", List.of(AnswerMatch.values()), AnswerMatch::word)
                .orElse(AnswerMatch.ALIAS);
        double tolerance = task.number("tolerance", 0, 0, 1);
        if (task.has("tolerance") && match != AnswerMatch.NUMERIC) {
            task.report("tolerance", "is for match: numeric, not for match: " + match.word());
        }
        return new ShortAnswerTask(match, tolerance, refusals());
    }

    private List<String> refusals() {
        Optional<List<String>> named = task.texts("refusal");
        named.ifPresent(phrases -> {
            if (phrases.isEmpty()) {
                task.report("refusal", "must name at least one phrase, such as [I don't know]");
            }
            phrases.stream()
                    .filter(phrase -> AnswerWords.of(phrase).words().isEmpty())
                    .forEach(phrase -> task.report("refusal", "has \"" + phrase + "\", which has no words"));
        });
        return named.filter(phrases -> !phrases.isEmpty()).orElse(ShortAnswerTask.DEFAULT_REFUSALS);
    }

    private @Nullable String refusalAmong(List<String> labels) {
        String refusal = task.text("refusal").orElse(null);
        if (refusal != null && !labels.contains(refusal)) {
            task.report(
                    "refusal",
                    "is \"" + refusal + "\", which is not among the labels" + Suggestion.phrase(refusal, labels));
        }
        return refusal;
    }

    private List<String> labels() {
        task.require("labels");
        return task.texts("labels").map(this::checked).orElse(List.of());
    }

    private List<String> checked(List<String> labels) {
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
