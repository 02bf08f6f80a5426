package org.adaptationlab.result.load;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/**
 * load.json: everything needed to measure a load again and to judge its figures.
 *
 * @param ended when the last point was finished; null where the load was stopped before its end
 * @param planDigest of all that decides what is measured: it is only resumed under the same
 * @param limits the lab file's {@code slo}, null where it has none
 * @param requestsPerHour the lab file's volume, null where it has none
 * @param cost what cost figures rest on
 * @param modes those that were asked, each with one adapter at most
 * @param ends why the number in flight was not raised further, by mode
 */
public record LoadRecord(
        int schemaVersion,
        RunIdentity run,
        String harnessVersion,
        Instant started,
        @Nullable Instant ended,
        String planDigest,
        Options options,
        @Nullable ServiceLimits limits,
        @Nullable Double requestsPerHour,
        Provenance.LabCopy lab,
        Provenance.Selection selection,
        Provenance.ModelCopy model,
        Provenance.Sampling sampling,
        Machine machine,
        Requests requests,
        CostAssumptions cost,
        List<ModeFacts> modes,
        List<End> ends,
        List<String> warnings,
        List<GuardResult> guards) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public LoadRecord {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(harnessVersion, "harness_version");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(planDigest, "plan_digest");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(cost, "cost");
        modes = List.copyOf(modes);
        ends = List.copyOf(ends);
        warnings = List.copyOf(warnings);
        guards = List.copyOf(guards);
    }

    /**
     * How it was measured.
     *
     * @param inFlight numbers that were wanted, from few to many
     * @param requests of one repetition; null for as many as the number in flight asks for
     * @param repetitions of each point
     */
    public record Options(List<Integer> inFlight, @Nullable Integer requests, int repetitions) {

        public Options {
            inFlight = List.copyOf(inFlight);
        }
    }

    /** Why a mode's number in flight was not raised further, in words. */
    public record End(String mode, String why) {}

    /** Whether nothing is left to measure. */
    public boolean finished() {
        return ended != null;
    }
}
