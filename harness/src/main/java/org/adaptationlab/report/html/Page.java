package org.adaptationlab.report.html;

import java.util.List;
import java.util.Map;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.Heat;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.GuardLines;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * All that report.html shows, as text and places; the templates under {@code src/main/jte} give it its form. A part
 * without data is null or empty and is left out.
 *
 * @param about the run in a few words
 * @param asked how many requests were in flight, and what that means for times
 * @param answers of trainers and servers, side by side
 * @param qualities by title, what was measured beside the main metric
 */
public record Page(
        String question,
        List<String> about,
        Advice advice,
        ModeLines modes,
        Table figures,
        String asked,
        @Nullable Differences differences,
        Table pairs,
        @Nullable Latencies latencies,
        @Nullable CostView costs,
        @Nullable LoadView load,
        List<LabelsView> labels,
        Map<String, Table> qualities,
        Table slices,
        @Nullable Chart training,
        Table trainings,
        GuardLines guards,
        Table guardTable,
        Table answers,
        List<Prompt> prompts,
        Examples examples,
        Map<String, String> facts) {

    /** What one mode's model was sent for the first example. */
    public record Prompt(String mode, List<Provenance.Turn> turns) {}

    /** A mode's confusion and the figures of each label. */
    public record LabelsView(String mode, Heat confusion, Table perLabel) {}
}
