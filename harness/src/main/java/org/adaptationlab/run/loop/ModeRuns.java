package org.adaptationlab.run.loop;

import java.time.Instant;
import java.util.List;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.record.Outcomes;

/**
 * Makes the runs of a plan's modes, which share a served model, indexes and the count of failed calls. Closing it ends the
 * served model.
 */
public final class ModeRuns implements AutoCloseable {

    private final RunContext context;
    private final MeasuredLoop loop;
    private final LatencyProber prober;
    private final ServedModels models;
    private final ModePrompts prompts;
    private final ModePreparation preparation;

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
        this.loop = new MeasuredLoop(context, outcomes, maxFailures);
        this.prober = new LatencyProber(plan.sampling(), context.shares(), runId, started);
        this.models = new ServedModels(context.environment().runtime(), plan.base(), plan.sampling(), context.shares());
        this.prompts = new ModePrompts(
                plan, context.environment().indexes(), context.environment().nanoClock());
        this.preparation = new ModePreparation(context, prompts, models, knownFacts);
    }

    /** The run of a mode: a classifier answers by itself, all others ask the model. */
    public ModeRun of(MeasuredMode mode) {
        return mode.mode()
                .adaptation()
                .classifier()
                .<ModeRun>map(spec -> new ClassifierRun(mode, spec, context, loop))
                .orElseGet(() -> new ModelRun(mode, context, preparation, loop, prober));
    }

    @Override
    public void close() {
        try (models) {
            prompts.close();
        }
    }
}
