package org.adaptationlab.result.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A run from a start to its end or until it was stopped; a resumed run has several.
 *
 * @param started tells the parts of a run apart
 * @param seconds where its time went so far
 * @param warnings in the order they were given
 */
public record RunPart(Instant started, Provenance.WallSeconds seconds, List<String> warnings) {

    public RunPart {
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(seconds, "seconds");
        warnings = List.copyOf(warnings);
    }
}
