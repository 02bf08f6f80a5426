package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.JsonText;
import org.adaptationlab.lab.NewLab;
import org.adaptationlab.lab.NewTask;
import org.adaptationlab.lab.NumberText;
import org.adaptationlab.lab.TaskType;
import org.jspecify.annotations.Nullable;

/** The settings of a new lab that follow from its data. */
public final class LabProposal {

    private static final int USUAL_POOL = 50;
    private static final int POOL_PER_LABEL = 5;
    private static final int USUAL_LIMIT = 120;
    private static final int LIMIT_PER_LABEL = 2;
    private static final int USUAL_OUTPUT_TOKENS = 16;
    private static final int ANSWER_TOKENS = 48;
    private static final int MOST_OUTPUT_TOKENS = 1024;
    private static final int MOST_REFUSALS = 20;

    private LabProposal() {}

    /**
     * A lab for a data set.
     *
     * @param words what the data call input and target
     * @param system a description of the task that came with the data; null for none
     * @param schema of an extraction, as JSON; null to take one that all targets satisfy
     */
    public static NewLab of(
            NewDataset data,
            NewTask.Words words,
            @Nullable String system,
            @Nullable String schema,
            NewLab.Documents documents) {
        List<Example> all = Stream.of(data.split().train(), data.split().test())
                .flatMap(Collection::stream)
                .toList();
        NewTask task = new NewTask(
                data.task(),
                data.labels(),
                match(data.task(), all),
                refusals(all),
                data.task() == TaskType.EXTRACTION && schema == null ? schema(all) : schema,
                words,
                system == null || system.contains("{") ? null : system);
        int labels = data.labels().size();
        return new NewLab(
                data.name(),
                task,
                Math.min(
                        Math.max(USUAL_POOL, POOL_PER_LABEL * labels),
                        data.split().train().size()),
                Math.min(
                        Math.max(USUAL_LIMIT, LIMIT_PER_LABEL * labels),
                        data.split().test().size()),
                outputTokens(data.task(), all),
                areOfOneLine(data.task(), all) ? NewLab.Answers.OF_ONE_LINE : NewLab.Answers.OTHERS,
                documents);
    }

    /** Numbers are compared as numbers where each has one meaning: 1500000.0 is also right as 1,500,000. */
    private static AnswerMatch match(TaskType task, List<Example> examples) {
        List<Example> answered = examples.stream().filter(Example::answerable).toList();
        boolean numbers = task == TaskType.SHORT_ANSWER
                && !answered.isEmpty()
                && answered.stream()
                        .allMatch(example -> answers(example)
                                .allMatch(
                                        text -> text.matches("[-+−\\p{Sc}]? ?[\\d.,' ]+(?:[eE][-+]?\\d+)?[ %\\p{Sc}]*")
                                                && NumberText.first(text).size() == 1));
        return numbers ? AnswerMatch.NUMERIC : AnswerMatch.ALIAS;
    }

    private static Stream<String> answers(Example example) {
        return Stream.concat(Stream.of(example.target()), example.aliases().stream());
    }

    private static boolean areOfOneLine(TaskType task, List<Example> examples) {
        return task == TaskType.SHORT_ANSWER
                && examples.stream().flatMap(LabProposal::answers).noneMatch(text -> text.contains("\n"));
    }

    private static String schema(List<Example> examples) {
        List<JsonNode> targets = examples.stream()
                .flatMap(example -> JsonText.parse(example.target()).stream())
                .toList();
        return JsonFile.indented(JsonFile.form().build(), SchemaOfTargets.of(targets));
    }

    /** What the data say where there is no answer. */
    private static List<String> refusals(List<Example> examples) {
        return examples.stream()
                .filter(example -> !example.answerable() && !example.target().isBlank())
                .map(Example::target)
                .distinct()
                .limit(MOST_REFUSALS)
                .toList();
    }

    /**
     * Room for the longest answer. A byte-level tokenizer makes at most one token of a byte, and of running text about
     * one of two to four; quotes and the end of the text come on top.
     */
    private static int outputTokens(TaskType task, List<Example> examples) {
        ToIntFunction<Example> bytes = example -> example.target().getBytes(StandardCharsets.UTF_8).length;
        int longest = examples.stream().mapToInt(bytes).max().orElse(0);
        if (task == TaskType.CLASSIFICATION) {
            return Math.max(USUAL_OUTPUT_TOKENS, longest + 4);
        }
        return Math.min(MOST_OUTPUT_TOKENS, Math.max(ANSWER_TOKENS, longest / 2 + 8));
    }
}
