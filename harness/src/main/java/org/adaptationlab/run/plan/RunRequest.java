package org.adaptationlab.run.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.dataset.Shard;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for beside the lab file; null where the lab file decides.
 *
 * @param modes names of the modes to measure; empty for every mode that is no control
 * @param limit number of test examples, {@link org.adaptationlab.lab.LabDefinition#ALL} for all
 * @param seed the sampler's seed instead of the lab's; which examples are chosen does not change
 * @param repetitions how often each example is asked
 * @param inFlight how many questions of a mode are asked at once
 * @param out folder the run folder goes to, as {@code <out>/<lab>/<run-id>}
 * @param failures failed calls that a run may lose
 * @param shard the part of the selected examples that is measured, null for all
 */
public record RunRequest(
        List<String> modes,
        @Nullable Integer limit,
        @Nullable Long seed,
        int repetitions,
        @Nullable Integer inFlight,
        Path out,
        FailureLimit failures,
        @Nullable Shard shard) {

    /** A request for all that is selected. */
    public RunRequest(
            List<String> modes,
            @Nullable Integer limit,
            @Nullable Long seed,
            int repetitions,
            @Nullable Integer inFlight,
            Path out,
            FailureLimit failures) {
        this(modes, limit, seed, repetitions, inFlight, out, failures, null);
    }

    public RunRequest {
        modes = List.copyOf(modes);
        Objects.requireNonNull(out, "out");
        if (repetitions < 1 || (limit != null && limit < 1) || (inFlight != null && inFlight < 1)) {
            throw new IllegalArgumentException(
                    "repetitions " + repetitions + ", limit " + limit + ", in flight " + inFlight);
        }
    }
}
