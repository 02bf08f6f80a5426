package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.ImportedRow.FileNames;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.DataSense;
import org.adaptationlab.dataset.sense.Finding;
import org.adaptationlab.dataset.sense.SenseData;
import org.adaptationlab.dataset.sense.SenseRow;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.lab.TaskType;

/**
 * A data set made from a user's own tables by {@link DatasetImport}.
 *
 * @param labels the targets found, sorted; none where answers are free
 * @param origin how it was made, for dataset.yaml
 * @param rows what it was made of
 * @param changes what was mended in it
 */
public record NewDataset(
        String name,
        TaskType task,
        List<String> labels,
        TrainTestSplit split,
        String origin,
        List<ImportedRow> rows,
        List<Change> changes) {

    public NewDataset {
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
        changes = List.copyOf(changes);
    }

    /**
     * What of the data will spoil what is measured with them.
     *
     * @param lab the task that their lab has
     * @param pool number of training examples that its modes draw from
     * @param outputTokens most tokens of an answer
     */
    public List<Finding> findings(TaskDefinition lab, int pool, int outputTokens) {
        Set<String> tested = split.test().stream().map(Example::id).collect(Collectors.toSet());
        Set<String> trained = split.train().stream().map(Example::id).collect(Collectors.toSet());
        FileNames names =
                rows.stream().map(row -> row.table().file()).distinct().count() > 1
                        ? FileNames.SHOWN
                        : FileNames.HIDDEN;
        List<SenseRow> seen = rows.stream()
                .filter(row -> tested.contains(row.example().id())
                        || trained.contains(row.example().id()))
                .map(row -> row.onSide(tested.contains(row.example().id()) ? Side.TEST : Side.TRAIN, names))
                .toList();
        return DataSense.of(new SenseData(lab, seen, rows.get(0).table().unit(), pool, outputTokens, List.of()));
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
                "  input: " + (task == TaskType.SHORT_ANSWER ? "question" : "text"),
                "  target: " + (labels.isEmpty() ? "answer" : "label"),
                "");
        AtomicFile.writeText(folder.resolve("dataset.yaml"), out -> out.write(card));
        ExampleLines.write(folder.resolve("train.jsonl"), split.train());
        ExampleLines.write(folder.resolve("test.jsonl"), split.test());
    }
}
