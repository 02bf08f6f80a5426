package org.adaptationlab.run;

import java.util.OptionalLong;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.Journal;
import org.adaptationlab.result.ModeFacts;
import org.jspecify.annotations.Nullable;

/** Measures one arm and notes what is known of it beside its answers. */
final class ArmRun {

    private final ModeArm arm;
    private final ArmPreparation preparation;
    private final MeasuredLoop loop;
    private final Journal journal;
    private final RunRecord record;

    ArmRun(ModeArm arm, ArmPreparation preparation, MeasuredLoop loop, Journal journal, RunRecord record) {
        this.arm = arm;
        this.preparation = preparation;
        this.loop = loop;
        this.journal = journal;
        this.record = record;
    }

    void run() {
        ArmPreparation.AdaptedArm adapted = preparation.adapt(arm);
        if (loop.isFinished(adapted.identity())) {
            record.add(adapted, preparation.factsBefore(adapted));
            record.modeDone(arm.label());
            return;
        }
        ModelAdaptation adaptation = preparation.serve(adapted);
        int restartsBefore = adaptation.model().restarts();
        // Noted before the first answer as well: a killed run must know which adapter its answers are of.
        journal.append(facts(adapted, adaptation.model(), restartsBefore));
        try {
            loop.measure(arm.label(), adapted.identity(), adaptation);
        } finally {
            ModeFacts facts = facts(adapted, adaptation.model(), restartsBefore);
            journal.append(facts);
            record.add(adapted, facts);
        }
    }

    /** @param restartsBefore restarts of the serving process before this arm: modes may share one process */
    private ModeFacts facts(ArmPreparation.AdaptedArm adapted, ServedModel served, int restartsBefore) {
        return new ModeFacts(
                adapted.identity(),
                arm.mode().control(),
                adapted.adaptSeconds(),
                adapted.reused(),
                served.loadSeconds().isPresent() ? served.loadSeconds().getAsDouble() : null,
                boxed(served.peakRssMb()),
                served.restarts() - restartsBefore,
                preparation.note(arm.mode()));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
