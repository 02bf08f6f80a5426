package org.adaptationlab.report;

import java.util.List;
import java.util.Map;
import org.adaptationlab.result.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * All that report.html shows, as text and places; the templates under {@code src/main/jte} give it its form. A part
 * without data is null or empty and is left out.
 *
 * @param about the run in a few words
 * @param qualities by title, what was measured beside the main metric
 */
record Page(
        String question,
        List<String> about,
        Advice advice,
        ModeLines modes,
        Table figures,
        @Nullable Differences differences,
        Table pairs,
        @Nullable Latencies latencies,
        @Nullable CostView costs,
        List<LabelsView> labels,
        Map<String, Table> qualities,
        Table slices,
        @Nullable Chart training,
        Table trainings,
        GuardLines guards,
        Table guardTable,
        List<Prompt> prompts,
        Examples examples,
        Map<String, String> facts) {

    /** What one mode's model was sent for the first example. */
    record Prompt(String mode, List<Provenance.Turn> turns) {}

    /** A mode's confusion and the figures of each label. */
    record LabelsView(String mode, Heat confusion, Table perLabel) {}
}
