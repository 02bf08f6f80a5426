package org.adaptationlab.run.loop;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.adapter.AdapterDoubts;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;

/**
 * Adapts and serves the modes of a plan, one at a time, for whoever asks them in another way than one question after the
 * other; prompts, adapters and served models are those of a run. Closing it ends the served model.
 */
public final class ReadyModes implements AutoCloseable {

    private final RunPlan plan;
    private final ModelRuntime runtime;
    private final RunChecks checks;
    private final ServedModels models;
    private final ModePrompts prompts;
    private final ModePreparation preparation;

    /** @param id of what is measured; servers that can be told so keep the prompts of others out of its cache */
    public ReadyModes(RunPlan plan, RunEnvironment environment, String id) {
        TimeShares shares = new TimeShares(environment.nanoClock());
        this.plan = plan;
        this.runtime = environment.runtime();
        this.checks = new RunChecks(plan, environment, shares);
        this.models = new ServedModels(environment.runtime(), plan.base(), plan.sampling(), shares);
        this.prompts = new ModePrompts(plan, environment.indexes(), environment.nanoClock());
        this.preparation = new ModePreparation(plan, environment, shares, checks, prompts, models, id, List.of());
    }

    /**
     * A mode that can be asked.
     *
     * @param served what answers it; as long as no other mode is made ready
     */
    public record ReadyMode(ModeFacts facts, ModelAdaptation adaptation, ServedModel served) {

        public ModeIdentity identity() {
            return facts.mode();
        }
    }

    /**
     * Checks the plan, and tells the runtime which adapters are to come, and how many questions at once.
     *
     * @param inFlight most questions that will be asked at once
     * @return what a reader must know
     * @throws org.adaptationlab.problem.LabException when it can't go well
     */
    public List<String> begin(int inFlight) {
        checks.before();
        return Stream.of(runtime.expectInFlight(inFlight), AdapterDoubts.of(plan), preparation.announceAdapters())
                .flatMap(List::stream)
                .toList();
    }

    /** Adapts the model for a mode and serves it; the mode before is ended. */
    public ReadyMode ready(MeasuredMode mode) {
        AdaptedMode adapted = preparation.adapt(mode);
        ServedModel served = preparation.serve(adapted);
        OptionalDouble load = served.loadSeconds();
        ModeFacts facts = new ModeFacts(
                adapted.identity(),
                mode.mode().isReference(),
                adapted.adaptSeconds(),
                adapted.reused(),
                load.isPresent() ? load.getAsDouble() : null,
                null,
                0,
                adapted.note(),
                served.delivery().map(Delivery::word).orElse(null),
                null);
        return new ReadyMode(facts, preparation.adaptation(adapted, served), served);
    }

    @Override
    public void close() {
        try (models) {
            prompts.close();
        }
    }
}
