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
import java.util.TreeSet;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;

/**
 * A classification data set made from a user's own table.
 *
 * @param labels the targets found, sorted
 * @param origin how it was made, for dataset.yaml
 */
public record NewDataset(String name, List<String> labels, TrainTestSplit split, String origin) {

    private static final int MAX_LABELS = 100;

    public NewDataset {
        labels = List.copyOf(labels);
    }

    /** Which columns to take, and how to split. */
    public record Mapping(String input, String target, double testShare, long seed) {}

    /**
     * Takes two columns of a table; the id of an example is its row in the table.
     *
     * @throws LabDefinitionException with every row that lacks a text, and where the targets are no set of labels
     */
    public static NewDataset of(String name, SourceTable table, Mapping mapping) {
        Problems problems = new Problems();
        List<Example> examples = new ArrayList<>();
        Map<String, String> spellings = new HashMap<>();
        for (SourceTable.Row row : table.rows()) {
            String input = cell(table, row, mapping.input(), problems);
            String target = cell(table, row, mapping.target(), problems).strip();
            String spelling = spellings.putIfAbsent(target.toLowerCase(Locale.ROOT), target);
            if (spelling != null && !spelling.equals(target)) {
                problems.add(
                        table.file(),
                        row.line(),
                        "\"" + target + "\" and \"" + spelling + "\" differ only in case; write a label in one way");
            }
            examples.add(new Example("row-" + (examples.size() + 1), input, target, List.of(), null, null, true));
        }
        checkLabels(table, mapping, spellings.size(), problems);
        problems.throwIfAny();
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
        List<String> labels = List.copyOf(new TreeSet<>(spellings.values()));
        return new NewDataset(name, labels, TrainTestSplit.of(examples, mapping.testShare(), mapping.seed()), origin);
    }

    private static String cell(SourceTable table, SourceTable.Row row, String column, Problems problems) {
        String text = row.cells().getOrDefault(column, "");
        if (text.isBlank()) {
            problems.add(table.file(), row.line(), "has no text in column \"" + column + "\"");
        }
        return text;
    }

    private static void checkLabels(SourceTable table, Mapping mapping, int labels, Problems problems) {
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
                "  input: text to classify",
                "  target: label",
                "");
        AtomicFile.writeText(folder.resolve("dataset.yaml"), out -> out.write(card));
        writeExamples(folder.resolve("train.jsonl"), split.train(), json);
        writeExamples(folder.resolve("test.jsonl"), split.test(), json);
    }

    private static void writeExamples(Path file, List<Example> examples, JsonMapper json) throws IOException {
        AtomicFile.writeText(file, out -> {
            for (Example example : examples) {
                ObjectNode line = json.createObjectNode()
                        .put("id", example.id())
                        .put("input", example.input())
                        .put("target", example.target());
                out.write(json.writeValueAsString(line));
                out.write('\n');
            }
        });
    }
}
