package org.adaptationlab.lab;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new lab asks of a model.
 *
 * @param labels of a classification; none for another task
 * @param match of a short answer
 * @param refusals phrases that refuse, as the data have them; none for the usual English ones
 * @param schema of an extraction, as JSON; null for another task
 * @param words what the data call input and target
 * @param system a text that describes the task already; null where one is to be made
 */
public record NewTask(
        TaskType type,
        List<String> labels,
        AnswerMatch match,
        List<String> refusals,
        @Nullable String schema,
        Words words,
        @Nullable String system) {

    /** A list of more labels than this is most of the prompt. */
    private static final int FEW_LABELS = 20;

    private static final String PLAIN_NAME = "[\\p{L}\\p{N} ]{3,40}";
    /** Names of columns that say what a column is for, not what is in it. */
    private static final Set<String> EMPTY_NAMES = Set.of(
            "input",
            "target",
            "output",
            "label",
            "labels",
            "class",
            "user",
            "assistant",
            "prompt",
            "completion",
            "response");

    public NewTask {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(match, "match");
        labels = List.copyOf(labels);
        refusals = List.copyOf(refusals);
    }

    /** Nouns for an example's two sides, such as "text" and "category". */
    public record Words(String input, String target) {

        /** The names of columns as nouns; the given ones where they are none. */
        public static Words of(String inputColumn, String targetColumn, Words otherwise) {
            return new Words(noun(inputColumn, otherwise.input()), noun(targetColumn, otherwise.target()));
        }

        private static String noun(String column, String otherwise) {
            String plain = column.replace('_', ' ').replace('-', ' ').strip();
            return plain.matches(PLAIN_NAME) && !EMPTY_NAMES.contains(plain.toLowerCase(Locale.ROOT))
                    ? plain
                    : otherwise;
        }
    }

    /** The task as its lab file defines it; an extraction without its schema. */
    TaskDefinition definition() {
        return switch (type) {
            case CLASSIFICATION -> new ClassificationTask(labels);
            case SHORT_ANSWER ->
                new ShortAnswerTask(match, 0, refusals.isEmpty() ? ShortAnswerTask.DEFAULT_REFUSALS : refusals);
            case EXTRACTION -> new ExtractionTask(AnswerSchema.ANY);
        };
    }

    /** The description of the task that all modes share. */
    String prompt() {
        if (system != null) {
            boolean namesLabels = labels.stream().allMatch(system::contains);
            return system.strip() + (namesLabels ? "\n" : "\nThe answer is one of these: {labels}.\n");
        }
        return switch (type) {
            case CLASSIFICATION -> """
                    Say which %2$s the %1$s belongs to. The %2$s is one of these: {labels}.
                    Answer with the name of the %2$s and nothing else.
                    """.formatted(words.input(), words.target());
            case SHORT_ANSWER ->
                """
                    Read the %1$s and give the %2$s in a few words, and nothing else.
                    If it cannot be known, say: %3$s
                    """.formatted(words.input(), words.target(), refusals.isEmpty() ? "I don't know" : refusals.get(0));
            case EXTRACTION -> """
                    Read the %1$s and write the %2$s as one JSON object, and nothing else.
                    """.formatted(words.input(), words.target());
        };
    }

    /**
     * The description without a list of many labels, for an adapter: it learns them, and training on the list at each example
     * would take many times as long. Null where the adapter's prompt is that of all modes.
     */
    @Nullable
    String promptOfAdapter() {
        return type == TaskType.CLASSIFICATION && system == null && labels.size() > FEW_LABELS
                ? """
                Say which %2$s the %1$s belongs to.
                Answer with the name of the %2$s and nothing else.
                """.formatted(words.input(), words.target())
                : null;
    }

    /** The section of the lab file. */
    String section() {
        return switch (type) {
            case CLASSIFICATION ->
                "task:\n  type: classification\n  labels:\n"
                        + String.join(
                                "\n",
                                labels.stream()
                                        .map(label -> "    - " + JsonText.quoted(label))
                                        .toList());
            case SHORT_ANSWER ->
                "task:\n  type: short-answer\n  match: " + match.word()
                        + "                # exact, alias, token-f1, or numeric (with tolerance: 0.01)\n  "
                        + (refusals.isEmpty()
                                ? "# refusal: [I don't know]   # phrases that count as a refusal; there are English ones by"
                                        + " default"
                                : "refusal: ["
                                        + String.join(
                                                ", ",
                                                refusals.stream()
                                                        .map(JsonText::quoted)
                                                        .toList())
                                        + "]   # phrases that count as a refusal, from the data");
            case EXTRACTION -> "task: {type: extraction, schema: answer.schema.json}";
        };
    }
}
