package org.adaptationlab.run.loop;

import java.util.OptionalLong;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.record.RunRecord;
import org.jspecify.annotations.Nullable;

/** Measures one arm and notes what is known of it beside its answers. */
public final class ModelRun {

    private final MeasuredMode arm;
    private final ModePreparation preparation;
    private final MeasuredLoop loop;
    private final LatencyProber prober;
    private final RunChecks checks;
    private final Journal journal;
    private final RunRecord record;

    public ModelRun(
            MeasuredMode arm,
            ModePreparation preparation,
            MeasuredLoop loop,
            LatencyProber prober,
            RunChecks checks,
            Journal journal,
            RunRecord record) {
        this.arm = arm;
        this.preparation = preparation;
        this.loop = loop;
        this.prober = prober;
        this.checks = checks;
        this.journal = journal;
        this.record = record;
    }

    public void run() {
        AdaptedMode adapted = preparation.adapt(arm);
        if (loop.isFinished(adapted.identity())) {
            record.add(adapted, preparation.factsBefore(adapted));
            record.modeDone(arm.label());
            return;
        }
        ServedModel served = preparation.serve(adapted);
        int restartsBefore = served.restarts();
        // Noted before the first answer as well: a killed run must know which adapter its answers are of.
        journal.append(facts(adapted, served, restartsBefore));
        try {
            measure(adapted, served);
        } finally {
            ModeFacts facts = facts(adapted, served, restartsBefore);
            journal.append(facts);
            record.add(adapted, facts);
        }
    }

    private void measure(AdaptedMode adapted, ServedModel served) {
        ModeIdentity mode = adapted.identity();
        ModelAdaptation adaptation = preparation.adaptation(adapted, checks.watched(mode.mode(), served));
        checks.blockBegins(arm.label(), served);
        LatencyProber.Before before = prober.before(served);
        LatencyProbe probe = LatencyProber.brokenOff(mode, before);
        try {
            // after the probe, so that the first measured prompt finds the same cache as all others
            loop.warmUp(arm.label(), adaptation);
            loop.measure(arm.label(), mode, adaptation);
            probe = prober.after(mode, before, served);
            checks.blockEnds(arm.label(), served);
        } finally {
            journal.append(probe);
            record.add(probe);
        }
        record.modeDone(arm.label());
    }

    /** @param restartsBefore restarts of the serving process before this arm: modes may share one process */
    private ModeFacts facts(AdaptedMode adapted, ServedModel served, int restartsBefore) {
        return new ModeFacts(
                adapted.identity(),
                arm.mode().isReference(),
                adapted.adaptSeconds(),
                adapted.reused(),
                served.loadSeconds().isPresent() ? served.loadSeconds().getAsDouble() : null,
                boxed(served.peakRssMb()),
                served.restarts() - restartsBefore,
                adapted.note());
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
