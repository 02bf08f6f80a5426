package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.ExtractionTask;
import org.adaptationlab.lab.JsonText;
import org.adaptationlab.lab.NumberText;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.Suggestion;

/** What the targets of a task must be, so that a right answer can be told from a wrong one. */
final class TargetCheck {

    private static final int LABELS_SHOWN = 20;

    private final TaskDefinition task;

    TargetCheck(TaskDefinition task) {
        this.task = task;
    }

    /** What is wrong with the target of an example; empty for nothing. */
    Optional<String> problem(Example example) {
        if (task instanceof ShortAnswerTask shortAnswer) {
            return example.answerable() ? answer(example, shortAnswer) : refusal(example, shortAnswer);
        }
        return task instanceof ExtractionTask extraction
                ? schema(example, extraction)
                : label(example).or(() -> scope(example));
    }

    /** Whether a row says of itself what its label says, where a label refuses. */
    private Optional<String> scope(Example example) {
        String refusal = task instanceof ClassificationTask classification ? classification.refusal() : null;
        boolean refuses = example.target().equals(refusal);
        if (refusal == null || refuses == !example.answerable()) {
            return Optional.empty();
        }
        return Optional.of(
                refuses
                        ? "target \"" + refusal + "\" is the refusal of the task; add \"answerable\": false"
                        : "\"answerable\" is false, but the target is \"" + example.target() + "\"; it must be \""
                                + refusal + "\", the refusal of the task");
    }

    private Optional<String> label(Example example) {
        return task.labels().isEmpty() || task.labels().contains(example.target())
                ? Optional.empty()
                : Optional.of("target \"" + example.target() + "\" is not a label of the task; labels: " + labels()
                        + Suggestion.phrase(example.target(), task.labels()));
    }

    private String labels() {
        String shown = task.labels().stream().limit(LABELS_SHOWN).collect(Collectors.joining(", "));
        int rest = task.labels().size() - LABELS_SHOWN;
        return rest > 0 ? shown + " and " + rest + " more" : shown;
    }

    private static Optional<String> answer(Example example, ShortAnswerTask task) {
        return first(example, task::isRefusal)
                .map(text -> "target or alias \"" + text + "\" has a refusal of the task in it, so a right answer would"
                        + " be taken for one; change the target, or task.refusal of the lab")
                .or(() -> task.match() == AnswerMatch.NUMERIC ? number(example) : Optional.empty());
    }

    private static Optional<String> number(Example example) {
        return first(example, text -> NumberText.first(text).isEmpty())
                .map(text -> "target or alias \"" + text + "\" has no number in it, which match: numeric needs")
                .or(() -> first(example, text -> NumberText.first(text).size() > 1)
                        .map(TargetCheck::ambiguous));
    }

    private static String ambiguous(String text) {
        List<String> meanings = NumberText.first(text).stream()
                .map(meaning -> String.valueOf(meaning).replaceFirst("\\.0$", ""))
                .toList();
        return "target or alias \"" + text + "\" can mean " + String.join(" and ", meanings)
                + "; write it without a separator of thousands, or with another number of decimals";
    }

    private static Optional<String> refusal(Example example, ShortAnswerTask task) {
        if (example.doc() != null) {
            return Optional.of("has \"doc\", but is not answerable, so no document can hold its answer; delete one");
        }
        return example.target().isEmpty() || task.isRefusal(example.target())
                ? Optional.empty()
                : Optional.of(
                        "target \"" + example.target() + "\" of an example that is not answerable is no refusal of"
                                + " the task; leave it empty, or add it to task.refusal of the lab: "
                                + String.join(", ", task.refusals()));
    }

    private static Optional<String> schema(Example example, ExtractionTask task) {
        Optional<JsonNode> target = JsonText.parse(example.target());
        List<String> violations =
                target.map(task.schema()::violations).orElse(List.of("a key is in it twice, or it is no JSON"));
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of("target does not satisfy the schema of the task: " + String.join("; ", violations));
    }

    private static Optional<String> first(Example example, Predicate<String> wanted) {
        return Stream.concat(Stream.of(example.target()), example.aliases().stream())
                .filter(wanted)
                .findFirst();
    }
}
