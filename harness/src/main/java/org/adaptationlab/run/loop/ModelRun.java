package org.adaptationlab.run.loop;

import java.util.List;
import java.util.OptionalLong;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.record.ManyAtOnce;
import org.adaptationlab.run.record.RunLog;
import org.adaptationlab.train.job.TrainingLog;
import org.jspecify.annotations.Nullable;

/** Measures a mode that asks the model: adapt, serve, probe, warm up, ask every example, probe. */
final class ModelRun implements ModeRun {

    private final MeasuredMode mode;
    private final RunContext context;
    private final RunChecks checks;
    private final RunLog log;
    private final ModePreparation preparation;
    private final MeasuredLoop loop;
    private final AskedAlone alone;
    private final LatencyProber prober;

    ModelRun(
            MeasuredMode mode,
            RunContext context,
            ModePreparation preparation,
            MeasuredLoop loop,
            AskedAlone alone,
            LatencyProber prober) {
        this.mode = mode;
        this.context = context;
        this.checks = context.checks();
        this.log = context.log();
        this.preparation = preparation;
        this.loop = loop;
        this.alone = alone;
        this.prober = prober;
    }

    @Override
    public void run() {
        AdaptedMode adapted = preparation.adapt(mode);
        if (loop.isFinished(adapted.identity()) && alone.isFinished(mode)) {
            log.keep(mode.label(), record(adapted, preparation.factsBefore(adapted)));
            context.environment().listener().modeDone(mode.label());
            return;
        }
        ServedModel served = preparation.serve(adapted);
        int restartsBefore = served.restarts();
        log.begins(facts(adapted, served, restartsBefore));
        try {
            measure(adapted, served);
        } finally {
            log.note(mode.label(), record(adapted, facts(adapted, served, restartsBefore)));
        }
    }

    private void measure(AdaptedMode adapted, ServedModel served) {
        ModeIdentity identity = adapted.identity();
        ModelAdaptation adaptation = preparation.adaptation(adapted, checks.watched(identity.mode(), served));
        checks.blockBegins(mode.label(), served);
        LatencyProber.Before before = prober.before(served);
        LatencyProbe probe = LatencyProber.brokenOff(identity, before);
        try {
            // after the probe, so that the first measured prompt finds the same cache as all others
            loop.warmUp(mode.label(), adaptation);
            loop.measure(mode.label(), identity, adaptation);
            alone.ask(mode, identity, adaptation);
            sayWhatItSaved(identity);
            probe = prober.after(identity, before, served);
            checks.blockEnds(mode.label(), served);
        } finally {
            log.add(probe);
        }
        context.environment().listener().modeDone(mode.label());
    }

    private void sayWhatItSaved(ModeIdentity identity) {
        ManyAtOnce.words(
                        mode.label(),
                        log.rows().stream()
                                .filter(row -> row.mode().equals(identity))
                                .toList(),
                        log.alone(),
                        new ManyAtOnce.Asking(
                                context.plan().inFlight(), context.environment().runtime()))
                .ifPresent(log::warn);
    }

    /** @param restartsBefore restarts of the serving process before this mode: modes may share one process */
    private ModeFacts facts(AdaptedMode adapted, ServedModel served, int restartsBefore) {
        return new ModeFacts(
                adapted.identity(),
                mode.mode().isReference(),
                adapted.adaptSeconds(),
                adapted.reused(),
                served.loadSeconds().isPresent() ? served.loadSeconds().getAsDouble() : null,
                boxed(served.peakRssMb()),
                served.restarts() - restartsBefore,
                adapted.note(),
                served.delivery().map(Delivery::word).orElse(null),
                checks.body(adapted.identity().mode()).orElse(null));
    }

    private Provenance.ModeRecord record(AdaptedMode adapted, ModeFacts facts) {
        List<Provenance.Turn> prompt =
                adapted.prepared().prompts().question(context.plan().examples().get(0)).messages().stream()
                        .map(message -> new Provenance.Turn(message.role().word(), message.text()))
                        .toList();
        return new Provenance.ModeRecord(
                facts,
                prompt,
                adapted.adapter() == null ? null : training(adapted.adapter().log()));
    }

    static Provenance.@Nullable Training training(@Nullable TrainingLog log) {
        return log == null
                ? null
                : new Provenance.Training(log.losses(), log.seconds(), log.tokensPerSecond(), log.peakRssMb());
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
