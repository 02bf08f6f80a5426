package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What the times of several runs are worth when they are held against each other.
 *
 * @param drift how much longer the machine took at one time than at another, over all runs: as a share, 0.1 for a tenth;
 *     null where {@code doubt} is not
 * @param doubt why nothing may be claimed of a difference; null where something may
 */
public record CurveTimes(@Nullable Double drift, @Nullable String doubt) {

    private static final String UNKNOWN = "the machine's drift was not measured in every run";

    /** By what each run says of itself and by the probes of all of them together. */
    static CurveTimes of(Collection<RunResults> runs) {
        if (runs.stream().map(CurveTimes::inFlight).distinct().count() > 1) {
            return new CurveTimes(null, "the runs were measured with different numbers of requests in flight");
        }
        if (runs.stream().map(CurveTimes::machine).distinct().count() > 1) {
            return new CurveTimes(null, "the runs were measured on different machines or servers");
        }
        if (runs.stream()
                        .map(run -> run.provenance().model().digest())
                        .distinct()
                        .count()
                > 1) {
            return new CurveTimes(
                    null, "each run probes its own model, so how the machine drifted between them is not known");
        }
        List<MachineDrift.Probe> probes = new ArrayList<>();
        double worst = 0;
        for (RunResults run : runs) {
            TimeClaims claims = run.claims();
            if (claims.doubt() != null) {
                return new CurveTimes(
                        null, claims.doubt() + " (run " + run.provenance().run().runId() + ")");
            }
            if (claims.drift() == null) {
                return new CurveTimes(null, UNKNOWN);
            }
            worst = Math.max(worst, claims.drift());
            probes.addAll(run.provenance().coldProbes());
        }
        Double between = MachineDrift.of(probes, List.of()).ofProbes();
        return new CurveTimes(between == null ? worst : Math.max(worst, between), null);
    }

    /** Of a run whose modes are not asked alike, as a classifier is beside a model, the most. */
    private static Optional<Integer> inFlight(RunResults run) {
        return run.summaries().stream()
                .map(row -> row.speed().inFlight())
                .filter(Objects::nonNull)
                .max(Integer::compare);
    }

    /** What must be the same for times to be of the same kind. */
    private static List<Object> machine(RunResults run) {
        Provenance provenance = run.provenance();
        Provenance.ModelCopy model = provenance.model();
        return List.of(
                provenance.machine().cpu(),
                provenance.machine().cores(),
                model.runtime(),
                model.runtimeVersion(),
                String.valueOf(model.threads()),
                Objects.requireNonNullElse(provenance.run().prefixCache(), ""));
    }
}
