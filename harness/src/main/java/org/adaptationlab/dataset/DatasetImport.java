package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.Looks;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data set of a user's own tables.
 *
 * @param testShare part of the rows that goes to the test side where the user has no split of their own
 * @param seed of that split
 * @param repair what happens to what can be mended without a person
 */
public record DatasetImport(
        String name, TaskType task, ColumnMapping mapping, double testShare, long seed, Repair repair) {

    private static final int MAX_LABELS = 1000;

    /** What to do with rows that can be mended without a person. */
    public enum Repair {
        /** They are reported. */
        REPORT,
        /** They are changed or left out, and it is said. */
        MEND
    }

    /**
     * Makes it of one table, or of one for training and one for the test.
     *
     * @throws LabDefinitionException with every row that lacks a text, and where the targets are no set of labels
     */
    public NewDataset of(SourceTable table, @Nullable SourceTable test) {
        Problems problems = new Problems();
        List<ImportedRow> rows = new ArrayList<>(read(table, "row-", test == null ? null : Side.TRAIN, problems));
        if (test != null) {
            rows.addAll(read(test, "test-row-", Side.TEST, problems));
        }
        FileNames names = test == null ? FileNames.HIDDEN : FileNames.SHOWN;
        List<Change> changes = new ArrayList<>();
        if (task == TaskType.CLASSIFICATION) {
            rows = spelled(rows, names, changes, problems);
            checkLabels(table, rows, problems);
        }
        problems.throwIfAny();
        rows = repair == Repair.MEND
                ? Mending.changed(rows, Change.agreed(Mending.seen(rows, names)), names, changes)
                : rows;
        Set<String> labels = task == TaskType.CLASSIFICATION
                ? rows.stream().map(row -> row.example().target()).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
        TrainTestSplit split = split(rows, names, changes, table);
        return new NewDataset(name, task, List.copyOf(labels), split, origin(table, test, rows), rows, changes);
    }

    /** How many rows of a table its split column keeps for validation; they are in no data set. */
    public int forValidation(SourceTable table) {
        return SourceExamples.forValidation(table, mapping);
    }

    private List<ImportedRow> read(SourceTable table, String prefix, @Nullable Side side, Problems problems) {
        return new SourceExamples(table, task, mapping, problems).read(prefix, side);
    }

    /** Labels of one look in one spelling, or reported: an answer could not tell them apart. */
    private List<ImportedRow> spelled(
            List<ImportedRow> rows, FileNames names, List<Change> changes, Problems problems) {
        List<String> targets = rows.stream().map(row -> row.example().target()).toList();
        if (repair == Repair.MEND) {
            return Mending.changed(
                    rows, Change.spelled(Mending.seen(rows, names), Looks.spellings(targets)), names, changes);
        }
        Map<String, String> first = new HashMap<>();
        Set<String> reported = new HashSet<>();
        for (ImportedRow row : rows) {
            String target = row.example().target();
            String spelling = first.putIfAbsent(Looks.of(target), target);
            if (spelling != null && !spelling.equals(target) && reported.add(target)) {
                row.report(
                        "\"" + target + "\" and \"" + spelling + "\" differ only in "
                                + Looks.difference(target, spelling) + "; write a label in one way, or let --fix do it",
                        problems);
            }
        }
        return rows;
    }

    private void checkLabels(SourceTable table, List<ImportedRow> rows, Problems problems) {
        long labels = rows.stream()
                .map(row -> Looks.of(row.example().target()))
                .distinct()
                .count();
        String found =
                "column \"" + mapping.target() + "\" has " + labels + " different values in " + rows.size() + " rows";
        if (labels < 2) {
            problems.add(table.file(), 0, found + "; a classification needs at least two labels");
        } else if (labels > MAX_LABELS || labels > Math.max(2, rows.size() / 2)) {
            problems.add(
                    table.file(),
                    0,
                    found + "; a classification needs few labels with several rows each. Is it the right column? Free"
                            + " answers are --task short-answer");
        }
    }

    private TrainTestSplit split(List<ImportedRow> rows, FileNames names, List<Change> changes, SourceTable table) {
        if (rows.stream().allMatch(row -> row.side() == null)) {
            TrainTestSplit drawn = TrainTestSplit.of(examples(rows), testShare, seed);
            if (drawn.train().isEmpty() || drawn.test().isEmpty()) {
                throw new LabDefinitionException(table.file() + ": its " + rows.size()
                        + " texts are all nearly the same as another, like form letters, so they cannot be divided into"
                        + " training and test; keep of each text what differs from row to row");
            }
            return drawn;
        }
        List<ImportedRow> train =
                rows.stream().filter(row -> row.side() == Side.TRAIN).toList();
        List<ImportedRow> test =
                rows.stream().filter(row -> row.side() == Side.TEST).toList();
        if (train.isEmpty() || test.isEmpty()) {
            throw new LabDefinitionException(table.file() + ": has no " + (train.isEmpty() ? "training" : "test")
                    + " row; say train or test in column \"" + mapping.split() + "\"");
        }
        if (repair == Repair.REPORT) {
            reportLeaks(train, test);
        }
        return new TrainTestSplit(examples(LeakFree.training(train, test, names, changes)), examples(test));
    }

    private static void reportLeaks(List<ImportedRow> train, List<ImportedRow> test) {
        Problems problems = new Problems();
        for (LeakageCheck.Leak leak : LeakageCheck.find(LeakFree.inputs(train), LeakFree.inputs(test))) {
            ImportedRow trained = train.get(leak.train());
            test.get(leak.test())
                    .report(
                            String.format(
                                    Locale.ROOT,
                                    "leak: its text is in training too, at %s:%d (similarity %.2f); leave one out, or let"
                                            + " --fix leave out the training row",
                                    trained.table().file(),
                                    trained.row().line(),
                                    leak.similarity()),
                            problems);
        }
        problems.throwIfAny();
    }

    private static List<Example> examples(List<ImportedRow> rows) {
        return rows.stream().map(ImportedRow::example).toList();
    }

    private String origin(SourceTable table, @Nullable SourceTable test, List<ImportedRow> rows) {
        String from = test == null
                ? String.valueOf(table.file().getFileName())
                : table.file().getFileName() + " and " + test.file().getFileName();
        String split = rows.stream().anyMatch(row -> row.side() != null)
                ? "The split is the user's own."
                : String.format(
                        Locale.ROOT,
                        "Seeded split, stratified by target: test share %s, seed %d; texts that are nearly the same stay"
                                + " on one side.",
                        testShare,
                        seed);
        return String.format(
                Locale.ROOT,
                "Imported by lab init from %s (%d rows; input: column %s, target: column %s). %s",
                from,
                rows.size(),
                mapping.input(),
                mapping.target(),
                split);
    }
}
