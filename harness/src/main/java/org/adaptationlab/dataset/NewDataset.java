package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * A data set made from a user's own table.
 *
 * @param labels the targets found, sorted; none where answers are free
 * @param origin how it was made, for dataset.yaml
 */
public record NewDataset(String name, List<String> labels, TrainTestSplit split, String origin) {

    private static final int MAX_LABELS = 100;

    public NewDataset {
        labels = List.copyOf(labels);
    }

    /**
     * Which columns to take, and how to split.
     *
     * @param doc column with the id of the document that holds the answer, null for none
     * @param documents ids that the column may have; none where no column is named
     * @param answerable column that says false where there is no answer, null for none
     */
    public record Mapping(
            String input,
            String target,
            @Nullable String doc,
            Set<String> documents,
            @Nullable String answerable,
            double testShare,
            long seed) {

        public Mapping {
            documents = Set.copyOf(documents);
        }
    }

    /**
     * Takes columns of a table as a classification; the id of an example is its row in the table.
     *
     * @throws LabDefinitionException with every row that lacks a text, and where the targets are no set of labels
     */
    public static NewDataset ofLabels(String name, SourceTable table, Mapping mapping) {
        Problems problems = new Problems();
        List<Example> examples = examples(table, mapping, problems);
        checkLabels(table, mapping, examples, problems);
        problems.throwIfAny();
        return of(
                name,
                examples.stream().map(Example::target).collect(Collectors.toCollection(TreeSet::new)),
                examples,
                table,
                mapping);
    }

    /**
     * Takes columns of a table as questions with free answers; the id of an example is its row in the table.
     *
     * @throws LabDefinitionException with every row that lacks a text; one without an answer needs none
     */
    public static NewDataset ofAnswers(String name, SourceTable table, Mapping mapping) {
        Problems problems = new Problems();
        List<Example> examples = examples(table, mapping, problems);
        problems.throwIfAny();
        return of(name, Set.of(), examples, table, mapping);
    }

    private static List<Example> examples(SourceTable table, Mapping mapping, Problems problems) {
        List<Example> examples = new ArrayList<>();
        for (SourceTable.Row row : table.rows()) {
            boolean answerable = answerable(table, row, mapping.answerable(), problems);
            String input = cell(table, row, mapping.input(), problems);
            String target = answerable
                    ? cell(table, row, mapping.target(), problems).strip()
                    : row.cells().getOrDefault(mapping.target(), "").strip();
            String doc = document(table, row, mapping, problems);
            examples.add(new Example(
                    "row-" + (examples.size() + 1),
                    input,
                    target,
                    List.of(),
                    null,
                    doc.isEmpty() ? null : doc,
                    answerable));
        }
        return examples;
    }

    private static String document(SourceTable table, SourceTable.Row row, Mapping mapping, Problems problems) {
        String doc = mapping.doc() == null
                ? ""
                : row.cells().getOrDefault(mapping.doc(), "").strip();
        if (!doc.isEmpty() && !mapping.documents().contains(doc)) {
            problems.add(
                    table.file(),
                    row.line(),
                    "column \"" + mapping.doc() + "\" is \"" + doc + "\", which is no document of the corpus"
                            + Suggestion.phrase(doc, mapping.documents()));
        }
        return doc;
    }

    private static boolean answerable(
            SourceTable table, SourceTable.Row row, @Nullable String column, Problems problems) {
        String word =
                column == null ? "true" : row.cells().getOrDefault(column, "").strip();
        if (!word.equalsIgnoreCase("true") && !word.equalsIgnoreCase("false")) {
            problems.add(
                    table.file(), row.line(), "column \"" + column + "\" is \"" + word + "\"; allowed: true, false");
        }
        return !word.equalsIgnoreCase("false");
    }

    private static NewDataset of(
            String name, Set<String> labels, List<Example> examples, SourceTable table, Mapping mapping) {
        String origin = String.format(
                Locale.ROOT,
                "Imported by lab init from %s (%d rows; input: column %s, target: column %s). Seeded split, stratified by"
                        + " target: test share %s, seed %d; texts that are nearly the same stay on one side.",
                table.file().getFileName(),
                examples.size(),
                mapping.input(),
                mapping.target(),
                mapping.testShare(),
                mapping.seed());
        TrainTestSplit split = TrainTestSplit.of(examples, mapping.testShare(), mapping.seed());
        return new NewDataset(name, List.copyOf(labels), split, origin);
    }

    private static String cell(SourceTable table, SourceTable.Row row, String column, Problems problems) {
        String text = row.cells().getOrDefault(column, "");
        if (text.isBlank()) {
            problems.add(table.file(), row.line(), "has no text in column \"" + column + "\"");
        }
        return text;
    }

    private static void checkLabels(SourceTable table, Mapping mapping, List<Example> examples, Problems problems) {
        Map<String, String> spellings = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            String target = examples.get(i).target();
            String spelling = spellings.putIfAbsent(target.toLowerCase(Locale.ROOT), target);
            if (spelling != null && !spelling.equals(target)) {
                problems.add(
                        table.file(),
                        table.rows().get(i).line(),
                        "\"" + target + "\" and \"" + spelling + "\" differ only in case; write a label in one way");
            }
        }
        int labels = spellings.size();
        int rows = table.rows().size();
        String found = "column \"" + mapping.target() + "\" has " + labels + " different values in " + rows + " rows";
        if (labels < 2) {
            problems.add(table.file(), 0, found + "; a classification needs at least two labels");
        } else if (labels > MAX_LABELS || labels > rows / 2) {
            problems.add(
                    table.file(),
                    0,
                    found + "; a classification needs few labels with several rows each. Is it the right column?");
        }
    }

    /** Writes dataset.yaml, train.jsonl and test.jsonl into a folder. */
    public void write(Path folder) throws IOException {
        JsonMapper json = new JsonMapper();
        String card = String.join(
                "\n",
                "name: " + json.writeValueAsString(name),
                "licence: unknown - say here who may use these data",
                "made: " + json.writeValueAsString(origin),
                "fields:",
                "  id: row of the table they came from",
                "  input: " + (labels.isEmpty() ? "question" : "text to classify"),
                "  target: " + (labels.isEmpty() ? "answer" : "label"),
                "");
        AtomicFile.writeText(folder.resolve("dataset.yaml"), out -> out.write(card));
        writeExamples(folder.resolve("train.jsonl"), split.train(), json);
        writeExamples(folder.resolve("test.jsonl"), split.test(), json);
    }

    static void writeExamples(Path file, List<Example> examples, JsonMapper json) throws IOException {
        AtomicFile.writeText(file, out -> {
            for (Example example : examples) {
                ObjectNode line = json.createObjectNode()
                        .put("id", example.id())
                        .put("input", example.input())
                        .put("target", example.target());
                if (example.doc() != null) {
                    line.put("doc", example.doc());
                }
                if (!example.answerable()) {
                    line.put("answerable", false);
                }
                out.write(json.writeValueAsString(line));
                out.write('\n');
            }
        });
    }
}
