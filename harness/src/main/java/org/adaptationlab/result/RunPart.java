package org.adaptationlab.result;

import java.time.Instant;
import java.util.Objects;

/**
 * A run from a start to its end or until it was stopped; a resumed run has several.
 *
 * @param started tells the parts of a run apart
 * @param seconds where its time went so far
 */
public record RunPart(Instant started, Provenance.WallSeconds seconds) {

    public RunPart {
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(seconds, "seconds");
    }
}
