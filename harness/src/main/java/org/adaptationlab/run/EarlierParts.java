package org.adaptationlab.run;

import java.util.List;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.JournalContent;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.Outcome;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunPart;

/** What a run holds from before it was resumed: nothing for a new one. */
record EarlierParts(
        List<ExampleResult> results, List<ModeFacts> facts, List<Provenance.LatencyProbe> probes, List<RunPart> parts) {

    static final EarlierParts NONE = new EarlierParts(List.of(), List.of(), List.of(), List.of());

    /** Without failed calls, which are asked again: whatever made them fail may be mended by now. */
    static EarlierParts of(JournalContent content) {
        return new EarlierParts(
                content.examples().stream()
                        .filter(result -> !(result.outcome() instanceof Outcome.Failed))
                        .toList(),
                content.facts(),
                content.probes(),
                content.parts());
    }
}
