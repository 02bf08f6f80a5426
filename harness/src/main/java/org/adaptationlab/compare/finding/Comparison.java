package org.adaptationlab.compare.finding;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Two runs compared: all that the formats show, and as JSON their documented form.
 *
 * @param level of confidence of all intervals of one kind together
 * @param modes measured on both sides, in the order of the baseline
 * @param baselineOnlyModes modes the contender lacks
 * @param changes what differs in provenance
 * @param guards of either side that did not pass
 */
public record Comparison(
        int schemaVersion,
        Verdict verdict,
        Side baseline,
        Side contender,
        String dataset,
        String datasetDigest,
        double level,
        Limits limits,
        List<ModeComparison> modes,
        List<String> baselineOnlyModes,
        List<String> contenderOnlyModes,
        List<ProvenanceChange> changes,
        List<FallenGuard> guards,
        List<Check> checks) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    /** Names the side of a guard. */
    public static final String BASELINE = "baseline";

    /** Names the side of a guard. */
    public static final String CONTENDER = "contender";

    public Comparison {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(contender, "contender");
        Objects.requireNonNull(limits, "limits");
        modes = List.copyOf(modes);
        baselineOnlyModes = List.copyOf(baselineOnlyModes);
        contenderOnlyModes = List.copyOf(contenderOnlyModes);
        changes = List.copyOf(changes);
        guards = List.copyOf(guards);
        checks = List.copyOf(checks);
    }

    /** The worst that a check found of a mode. */
    public Check.Status statusOf(String mode) {
        return checks.stream()
                .filter(check -> mode.equals(check.mode()))
                .map(Check::status)
                .max(Check.Status::compareTo)
                .orElse(Check.Status.INCONCLUSIVE);
    }

    /** The checks a gate would not let pass. */
    public List<Check> fallen() {
        return checks.stream()
                .filter(check -> check.status() == Check.Status.FAIL
                        || (check.status() == Check.Status.INCONCLUSIVE && limits.strict()))
                .toList();
    }

    /**
     * One of the two runs.
     *
     * @param path as the user named it
     * @param started null where there is no run.json
     */
    public record Side(
            String path,
            String runId,
            String lab,
            String model,
            @Nullable Instant started) {

        public static Side of(RunSource source, RunIdentity run) {
            return new Side(
                    source.path().toString(),
                    run.runId(),
                    run.lab(),
                    run.model(),
                    source.provenance() == null ? null : source.provenance().started());
        }
    }

    /**
     * What the checks were held against; shares, null for any.
     *
     * @param maxDrop a mode falls where a larger loss of quality is shown
     * @param ruledOutDrop a mode passes where a larger loss is ruled out: {@code maxDrop} where one was asked for, else
     *     the lab's margin
     * @param margin quality difference that does not matter, of the baseline's lab or, where that is not known, of the
     *     contender's
     */
    public record Limits(
            double maxDrop,
            double ruledOutDrop,
            double margin,
            @Nullable Double maxLatencyIncrease,
            @Nullable Double maxCostIncrease,
            boolean strict) {}
}
