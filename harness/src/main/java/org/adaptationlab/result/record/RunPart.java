package org.adaptationlab.result.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run from a start to its end or until it was stopped; a resumed run has several.
 *
 * @param started tells the parts of a run apart
 * @param seconds where its time went so far
 * @param warnings in the order they were given
 * @param address of the server that was asked, null where there is none, or an earlier version did not say
 */
public record RunPart(
        Instant started,
        WallSeconds seconds,
        List<String> warnings,
        @Nullable String address) {

    public RunPart {
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(seconds, "seconds");
        warnings = List.copyOf(warnings);
    }
}
