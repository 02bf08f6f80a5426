package org.adaptationlab.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.Looks;
import org.adaptationlab.dataset.sense.SenseRow;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;

/**
 * Mends what needs no person in the examples of a data-set folder: the form of rows, ids, the spelling of labels, texts
 * with two targets, training texts that are in the test. What a file was before is kept beside it.
 */
public final class DatasetFix {

    private final Path folder;
    private final TaskDefinition task;
    private final List<Change> changes = new ArrayList<>();
    private final List<Path> written = new ArrayList<>();

    public DatasetFix(Path folder, TaskDefinition task) {
        this.folder = folder;
        this.task = task;
    }

    /**
     * What was done.
     *
     * @param changes of rows
     * @param written files that are new; what they were is in a file with .before-fix at the end of its name
     */
    public record Result(List<Change> changes, List<Path> written) {
        public Result {
            changes = List.copyOf(changes);
            written = List.copyOf(written);
        }
    }

    /**
     * Mends the files.
     *
     * @throws LabDefinitionException with the rows that cannot be read, and so not be mended
     */
    public Result apply() throws IOException {
        Path trainFile = folder.resolve("train.jsonl");
        Path testFile = folder.resolve("test.jsonl");
        Problems unreadable = new Problems();
        List<ImportedRow> train = read(trainFile, Side.TRAIN, unreadable);
        List<ImportedRow> test = read(testFile, Side.TEST, unreadable);
        unreadable.throwIfAny();
        List<ImportedRow> all = new ArrayList<>(train);
        all.addAll(test);
        all = distinctIds(all);
        if (!task.labels().isEmpty()) {
            all = Mending.changed(
                    all, Change.spelled(Mending.seen(all), Looks.spellings(task.labels())), FileNames.SHOWN, changes);
        }
        all = Mending.changed(all, Change.agreed(Mending.seen(all)), FileNames.SHOWN, changes);
        List<ImportedRow> tested = of(all, Side.TEST);
        write(trainFile, LeakFree.training(of(all, Side.TRAIN), tested, FileNames.SHOWN, changes));
        write(testFile, tested);
        return new Result(changes, written);
    }

    private List<ImportedRow> read(Path file, Side side, Problems problems) {
        SourceTable table = SourceTable.read(file, null);
        ColumnMapping mapping = new ColumnMapping("input", "target", "doc", null, "answerable", null);
        return new SourceExamples(table, task.type(), mapping, problems)
                .read(side == Side.TRAIN ? "train-" : "test-", side);
    }

    private static List<ImportedRow> of(List<ImportedRow> rows, Side side) {
        return rows.stream().filter(row -> row.side() == side).toList();
    }

    private List<ImportedRow> distinctIds(List<ImportedRow> rows) {
        Set<String> all = new HashSet<>();
        rows.forEach(row -> all.add(row.example().id()));
        Set<String> taken = new HashSet<>();
        Map<String, Integer> next = new HashMap<>();
        List<ImportedRow> distinct = new ArrayList<>();
        for (ImportedRow row : rows) {
            String id = row.example().id();
            if (taken.add(id)) {
                distinct.add(row);
                continue;
            }
            String free = id;
            while (!all.add(free)) {
                free = id + "-" + next.merge(id, 1, (count, one) -> count + one);
            }
            distinct.add(row.withId(free));
            SenseRow seen = row.onSide(Side.TRAIN, FileNames.SHOWN);
            changes.add(new Change(
                    seen, Optional.of(seen.target()), "id \"" + id + "\" is taken; it is now \"" + free + "\""));
        }
        return distinct;
    }

    /** Writes a file that would not be the same. */
    private void write(Path file, List<ImportedRow> rows) throws IOException {
        List<Example> examples = rows.stream().map(ImportedRow::example).toList();
        Problems problems = new Problems();
        List<Example> before = ExampleFile.read(file, task.type(), problems).stream()
                .map(ExampleFile.Row::example)
                .toList();
        if (problems.found().isEmpty() && before.equals(examples)) {
            return;
        }
        Path kept = file.resolveSibling(file.getFileName() + ".before-fix");
        if (!Files.exists(kept)) {
            Files.copy(file, kept);
        }
        ExampleLines.write(file, examples);
        written.add(file);
    }
}
