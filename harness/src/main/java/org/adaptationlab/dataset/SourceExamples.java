package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.Cell;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceRow;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.JsonText;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Makes examples of the rows of a user's table; what does not fit is reported with its row. */
final class SourceExamples {

    private static final Map<String, Side> SIDES =
            Map.of("train", Side.TRAIN, "training", Side.TRAIN, "test", Side.TEST, "testing", Side.TEST);
    private static final List<String> OTHER_PARTS = List.of("validation", "valid", "val", "dev");

    private final SourceTable table;
    private final TaskType task;
    private final ColumnMapping mapping;
    private final Problems problems;
    /** Whether the table is a data set of ours, with all the keys that one may have. */
    private final boolean isDataset;

    SourceExamples(SourceTable table, TaskType task, ColumnMapping mapping, Problems problems) {
        this.table = table;
        this.task = task;
        this.mapping = mapping;
        this.problems = problems;
        ColumnRoles roles = table.roles();
        this.isDataset = roles != null && roles.isDataset() && roles.isOf(mapping.input(), mapping.target());
    }

    /**
     * An example for each row, in their order; the id of an example is its row in the table.
     *
     * @param prefix of the ids
     * @param side of all rows, where there is no column that says it; null where that is open
     */
    List<ImportedRow> read(String prefix, @Nullable Side side) {
        List<ImportedRow> rows = new ArrayList<>();
        for (SourceRow row : table.rows()) {
            Side own = mapping.split() == null ? side : side(row);
            if (own != null || mapping.split() == null) {
                rows.add(new ImportedRow(example(row, prefix + (rows.size() + 1)), table, row, own));
            }
        }
        return rows;
    }

    /** How many rows of a table are for validation and left out. */
    static int forValidation(SourceTable table, ColumnMapping mapping) {
        String split = mapping.split();
        return split == null
                ? 0
                : (int) table.rows().stream()
                        .filter(row -> OTHER_PARTS.contains(part(row, split)))
                        .count();
    }

    private static String part(SourceRow row, String split) {
        return part(row.text(split));
    }

    private static String part(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a text names a part of a data set. */
    static boolean isPart(String text) {
        return SIDES.containsKey(part(text)) || OTHER_PARTS.contains(part(text));
    }

    /** Whether a text says that there is an answer, or that there is none. */
    static boolean isYesOrNo(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /** The side that the split column names; null for a part that is neither, and is left out. */
    private @Nullable Side side(SourceRow row) {
        String word = part(row, Objects.requireNonNull(mapping.split()));
        if (!isPart(word)) {
            report(
                    row,
                    "column \"" + mapping.split() + "\" is \"" + word + "\"; allowed: train, test, and "
                            + String.join(", ", OTHER_PARTS) + " (which are left out)");
        }
        return SIDES.get(word);
    }

    private Example example(SourceRow row, String id) {
        boolean answerable = answerable(row);
        List<String> answers = answers(row);
        if (answerable && answers.isEmpty() && !isWrongKind(row)) {
            report(row, "has no text in column \"" + mapping.target() + "\"");
        }
        String doc = document(row);
        List<String> aliases = new ArrayList<>(answers.isEmpty() ? List.of() : answers.subList(1, answers.size()));
        if (isDataset && row.cells().get("aliases") instanceof Cell.Items further) {
            aliases.addAll(further.texts());
        }
        String own = isDataset ? row.text("id").strip() : "";
        String slice = isDataset ? row.text("slice") : "";
        return new Example(
                own.isEmpty() ? id : own,
                input(row),
                answers.isEmpty() ? "" : answers.get(0),
                aliases,
                slice.isEmpty() ? null : slice,
                doc.isEmpty() ? null : doc,
                answerable);
    }

    private String input(SourceRow row) {
        Cell cell = row.cells().get(mapping.input());
        if (cell == null || cell.isBlank()) {
            report(row, "has no text in column \"" + mapping.input() + "\"");
        } else if (!(cell instanceof Cell.Text)) {
            report(row, "column \"" + mapping.input() + "\" holds " + kind(cell) + "; wanted is a text");
        }
        return row.text(mapping.input());
    }

    /** The target and the texts that count as well; none where there is no text. */
    private List<String> answers(SourceRow row) {
        Cell cell = row.cells().get(mapping.target());
        if (cell == null || cell.isBlank()) {
            return List.of();
        }
        if (cell instanceof Cell.Text text) {
            String stripped = text.text().strip();
            if (task == TaskType.EXTRACTION && JsonText.parse(stripped).isEmpty()) {
                report(row, "column \"" + mapping.target() + "\" holds no JSON object or list");
            }
            return List.of(stripped);
        }
        if (task == TaskType.EXTRACTION && cell instanceof Cell.Nested nested) {
            return List.of(nested.json());
        }
        List<String> texts = texts(cell);
        if (isWrongKind(row)) {
            report(
                    row,
                    "column \"" + mapping.target() + "\" holds " + kind(cell) + "; wanted is "
                            + (task == TaskType.CLASSIFICATION
                                    ? "one label: keep one, or make them one label of its own, such as \"a+b\""
                                    : task == TaskType.EXTRACTION
                                            ? "an object"
                                            : "a text, or a list of texts that are all right"));
        }
        return texts;
    }

    private boolean isWrongKind(SourceRow row) {
        Cell cell = row.cells().get(mapping.target());
        if (cell == null || cell instanceof Cell.Text) {
            return false;
        }
        if (task == TaskType.EXTRACTION) {
            return cell instanceof Cell.Items;
        }
        int texts = texts(cell).size();
        return task == TaskType.CLASSIFICATION ? texts != 1 : texts == 0 && cell instanceof Cell.Nested;
    }

    /** The texts of a list, also under "text" as in SQuAD (Rajpurkar et al., EMNLP 2016); none of anything else. */
    private static List<String> texts(Cell cell) {
        if (cell instanceof Cell.Items items) {
            return items.texts().stream().map(String::strip).distinct().toList();
        }
        List<String> texts = new ArrayList<>();
        if (cell instanceof Cell.Nested nested) {
            for (JsonNode text :
                    JsonText.parse(nested.json()).map(json -> json.path("text")).orElseThrow()) {
                texts.add(text.asText().strip());
            }
        }
        return texts.stream().distinct().toList();
    }

    private static String kind(Cell cell) {
        return cell instanceof Cell.Items items
                ? "a list of " + items.texts().size()
                : "an object or a list of objects";
    }

    private String document(SourceRow row) {
        String written = mapping.doc() == null ? "" : row.text(mapping.doc()).strip();
        String doc = mapping.documentNamed(written);
        Set<String> documents = mapping.documents();
        if (!doc.isEmpty() && documents != null && !documents.contains(doc)) {
            report(
                    row,
                    "column \"" + mapping.doc() + "\" is \"" + doc + "\", which is no document of the corpus"
                            + Suggestion.phrase(doc, documents));
        }
        return doc;
    }

    private boolean answerable(SourceRow row) {
        String word = mapping.answerable() == null
                ? "true"
                : row.text(mapping.answerable()).strip();
        if (word.isEmpty() && isDataset) {
            return true; // where a data set does not say it, there is an answer
        }
        if (!isYesOrNo(word)) {
            report(row, "column \"" + mapping.answerable() + "\" is \"" + word + "\"; allowed: true, false");
        }
        return !word.equalsIgnoreCase("false");
    }

    private void report(SourceRow row, String message) {
        table.report(row, message, problems);
    }
}
