package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.dataset.sense.DataSense;
import org.adaptationlab.dataset.sense.Finding;
import org.adaptationlab.dataset.sense.SenseData;
import org.adaptationlab.dataset.sense.SenseRow;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.RowUnit;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.SamplingOptions;

/** What of a lab's data will spoil what is measured with them, though they can be read. */
public final class DatasetFindings {

    private DatasetFindings() {}

    /** All findings; an example stands in the line of its number, as {@link ExampleFile} takes no blank ones. */
    public static List<Finding> of(LabDefinition lab, Dataset data) {
        List<SenseRow> rows = new ArrayList<>();
        add("train.jsonl", Side.TRAIN, data.train(), rows);
        add("test.jsonl", Side.TEST, data.test(), rows);
        int pool = lab.trainingExamples() == LabDefinition.ALL
                ? data.train().size()
                : Math.min(lab.trainingExamples(), data.train().size());
        SamplingOptions sampling = lab.sampling();
        return DataSense.of(
                new SenseData(lab.task(), rows, RowUnit.LINE, pool, sampling.maxOutputTokens(), sampling.stops()));
    }

    private static void add(String file, Side side, List<Example> examples, List<SenseRow> rows) {
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            rows.add(new SenseRow(
                    new SenseRow.Place(file, i + 1),
                    side,
                    example.input(),
                    example.target(),
                    example.aliases(),
                    example.answerable()));
        }
    }
}
