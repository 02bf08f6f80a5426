package org.adaptationlab.run.loop;

import java.time.Instant;
import java.util.List;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.run.adapter.AdapterDoubts;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TrainingProgress;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.TunedEncoder;

/**
 * Makes the runs of a plan's modes, which share a served model, indexes and the count of failed calls. Closing it ends the
 * served model.
 */
public final class ModeRuns implements AutoCloseable {

    private final RunContext context;
    private final MeasuredLoop loop;
    private final AskedAlone alone;
    private final LatencyProber prober;
    private final ServedModels models;
    private final ModePrompts prompts;
    private final ModePreparation preparation;
    private final List<ModeFacts> knownFacts;

    /**
     * Nothing is served yet.
     *
     * @param started when this part of the run began: no other one has its probes' prompts
     * @param maxFailures failed calls after which the run ends, over all modes
     * @param knownFacts of modes measured before the run was resumed
     */
    public ModeRuns(
            RunContext context,
            Outcomes outcomes,
            String runId,
            Instant started,
            int maxFailures,
            List<ModeFacts> knownFacts) {
        RunPlan plan = context.plan();
        this.context = context;
        this.knownFacts = List.copyOf(knownFacts);
        this.alone = new AskedAlone(context, outcomes);
        this.loop = new MeasuredLoop(context, outcomes, maxFailures);
        this.prober = new LatencyProber(plan.sampling(), context.shares(), runId, started);
        this.models = new ServedModels(context.environment().runtime(), plan.base(), plan.sampling(), context.shares());
        this.prompts = new ModePrompts(
                plan, context.environment().indexes(), context.environment().nanoClock());
        this.preparation = new ModePreparation(
                plan, context.environment(), context.shares(), context.checks(), prompts, models, runId, knownFacts);
    }

    /**
     * Makes ready what all modes share, and tries each that has something left to ask.
     *
     * @throws org.adaptationlab.problem.LabException when the run can't go well
     */
    public void prepare() {
        List<ModeDefinition> modes = MeasuredMode.of(context.plan().modes()).stream()
                .filter(mode -> !loop.isFinished(mode) || !alone.isFinished(mode))
                .map(MeasuredMode::mode)
                .filter(mode -> mode.adaptation().classifier().isEmpty())
                .distinct()
                .toList();
        if (modes.isEmpty()) {
            return;
        }
        RunListener listener = context.environment().listener();
        context.environment()
                .runtime()
                .expectInFlight(context.plan().inFlight())
                .forEach(context.log()::warn);
        AdapterDoubts.of(context.plan()).forEach(context.log()::warn);
        preparation.announceAdapters().forEach(context.log()::warn);
        listener.stage("trying " + modes.size() + (modes.size() == 1 ? " mode" : " modes"));
        Preflight.Listener heard = new Preflight.Listener() {

            @Override
            public void tried(String mode, String outcome) {
                listener.tried(mode, outcome);
            }

            @Override
            public void warn(String what) {
                context.log().warn(what);
            }
        };
        context.checks().add(new Preflight(context.plan(), preparation::tryOut, heard).of(modes));
    }

    /** The run of a mode: a classifier answers by itself, all others ask the model. */
    public ModeRun of(MeasuredMode mode) {
        return mode.mode()
                .adaptation()
                .classifier()
                .<ModeRun>map(spec -> new ClassifierRun(mode, spec, context, loop, this::encoder, knownFacts))
                .orElseGet(() -> new ModelRun(mode, context, preparation, loop, alone, prober));
    }

    /** What is served ends first: training and a served model would take each other's memory and cores. */
    private TunedEncoder encoder(EncoderPlan plan) {
        models.close();
        context.environment().runtime().release();
        return context.environment()
                .adapters()
                .encoder(plan, TrainingProgress.to(context.environment().listener()));
    }

    @Override
    public void close() {
        try (models) {
            prompts.close();
        }
    }
}
