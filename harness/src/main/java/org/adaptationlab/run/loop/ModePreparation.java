package org.adaptationlab.run.loop;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.adapter.AdapterPlace;
import org.adaptationlab.run.adapter.NamedAdapter;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;

/** Adapts the model for a mode: index, adapter, prompts; and serves it. */
final class ModePreparation {

    private final RunPlan plan;
    private final AdapterPlace place;
    private final ModePrompts prompts;
    private final ServedModels models;
    private final TimeShares shares;
    private final RunListener listener;
    private final RunChecks checks;
    private final List<ModeFacts> knownFacts;

    /** @param knownFacts of modes measured before the run was resumed */
    ModePreparation(RunContext context, ModePrompts prompts, ServedModels models, List<ModeFacts> knownFacts) {
        RunEnvironment environment = context.environment();
        this.plan = context.plan();
        this.place = new AdapterPlace(plan.base(), environment.runtime(), environment.adapters());
        this.prompts = prompts;
        this.models = models;
        this.shares = context.shares();
        this.listener = environment.listener();
        this.checks = context.checks();
        this.knownFacts = List.copyOf(knownFacts);
    }

    /**
     * Builds the index and trains the adapter of a mode, or takes them from the cache.
     *
     * @throws ResultFormatException when the run was started with another adapter
     */
    AdaptedMode adapt(MeasuredMode mode) {
        long start = shares.mark();
        ModePrompts.Prepared prepared = prompts.prepare(mode.mode());
        shares.addIndexing(shares.secondsSince(start));
        NamedAdapter named = NamedAdapter.of(plan.lab(), mode.mode()).orElse(null);
        if (named != null && models.servesBase()) {
            checks.beforeAdapter(() -> models.get(null), prepared.prompts()); // later it would have to be started again
        }
        ReadyAdapter adapter =
                named == null ? null : named.get(place, training -> train(mode, prepared.prompts(), training));
        ModeIdentity identity = new ModeIdentity(
                mode.mode().name(),
                mode.mode().adaptation().technique().word(),
                adapter == null ? null : adapter.digest(),
                mode.adapterSeed());
        requireSameAdapter(identity);
        return new AdaptedMode(mode, identity, prepared, adapter, ModeNote.of(mode.mode(), plan.lab()));
    }

    /**
     * Serves the mode's base and adapter.
     *
     * @throws GuardException when the adapter's file is not the one that was named or made, or has no effect
     */
    ServedModel serve(AdaptedMode adapted) {
        listener.stage(
                "starting " + plan.base().name() + " for " + adapted.mode().label());
        ReadyAdapter adapter = adapted.adapter();
        if (adapter == null) {
            return models.get(null);
        }
        checks.adapterReady(adapter);
        PromptBuilder prompts = adapted.prepared().prompts();
        checks.beforeAdapter(() -> models.get(null), prompts);
        ServedModel served = models.get(adapter.ref());
        checks.adapterServed(adapted.mode().label(), adapter, served, prompts);
        return served;
    }

    /** Puts the mode's prompts before its served model. */
    ModelAdaptation adaptation(AdaptedMode adapted, ServedModel served) {
        AnswerForm form = new AnswerForm(
                plan.lab().task(), adapted.mode().mode().adaptation().constrain());
        return new ModelAdaptation(adapted.prepared().prompts(), served, plan.sampling(), form.schema());
    }

    /** What was noted of a mode that was measured before the run was resumed. */
    ModeFacts factsBefore(AdaptedMode adapted) {
        return knownFacts.stream()
                .filter(known -> known.mode().equals(adapted.identity()))
                .findFirst()
                .orElseThrow(() ->
                        new ResultFormatException("mode \"" + adapted.mode().label()
                                + "\" has all its answers in the journal but no line about itself; start a new run"));
    }

    private TrainedAdapter train(MeasuredMode mode, PromptBuilder shown, AdapterSource.Trained training) {
        models.close(); // training and a served model would take each other's memory and cores
        listener.stage("adapter for " + mode.label());
        TrainingPlan adapter =
                prompts.trainingPlan(plan.base(), mode.mode(), shown, training, training.seed(mode.adapterSeed()));
        long start = shares.mark();
        TrainedAdapter trained = place.maker().adapter(adapter, listener::trainingStep);
        shares.addTraining(shares.secondsSince(start));
        return trained;
    }

    private void requireSameAdapter(ModeIdentity identity) {
        for (ModeFacts known : knownFacts) {
            ModeIdentity before = known.mode();
            boolean sameMode = before.mode().equals(identity.mode())
                    && Objects.equals(before.adapterSeed(), identity.adapterSeed());
            if (sameMode && !before.equals(identity)) {
                throw new ResultFormatException("mode \"" + identity.mode() + "\" was started with adapter "
                        + before.adapterDigest() + ", now there is " + identity.adapterDigest()
                        + "; the two can't be mixed in one run: start a new run without --resume");
            }
        }
    }
}
