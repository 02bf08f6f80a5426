package org.adaptationlab.run.record;

import java.util.List;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;

/**
 * What a run holds from before it was resumed: nothing for a new one.
 *
 * @param alone examples that were asked alone beside a run that asks many at once
 */
public record EarlierParts(
        List<ExampleResult> results,
        List<ExampleResult> alone,
        List<ModeFacts> facts,
        List<Provenance.LatencyProbe> probes,
        List<RunPart> parts) {

    public static final EarlierParts NONE = new EarlierParts(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Without failed calls, which are asked again: whatever made them fail may be mended by now. */
    public static EarlierParts of(JournalContent content) {
        return new EarlierParts(
                answered(content.examples()),
                answered(content.alone()),
                content.facts(),
                content.probes(),
                content.parts());
    }

    private static List<ExampleResult> answered(List<ExampleResult> rows) {
        return rows.stream()
                .filter(row -> !(row.outcome() instanceof Outcome.Failed))
                .toList();
    }
}
