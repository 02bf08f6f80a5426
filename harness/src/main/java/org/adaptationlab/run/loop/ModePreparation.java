package org.adaptationlab.run.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
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
import org.adaptationlab.run.environment.TrainingProgress;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.record.TuningNotes;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** Adapts the model for a mode: index, adapter, prompts; and serves it. */
final class ModePreparation {

    private static final String PREFLIGHT_GROUP = "preflight";

    private final RunPlan plan;
    private final AdapterPlace place;
    private final ModePrompts prompts;
    private final ServedModels models;
    private final TimeShares shares;
    private final RunListener listener;
    private final RunChecks checks;
    private final String runId;
    private final List<ModeFacts> knownFacts;
    private final TuningNotes tuning;
    private final Map<ModeDefinition, ModePrompts.Prepared> prepared = new HashMap<>();
    private final Map<ModeDefinition, Map<Long, TrainedAdapter>> trained = new HashMap<>();

    /** @param knownFacts of modes measured before the run was resumed */
    ModePreparation(
            RunPlan plan,
            RunEnvironment environment,
            TimeShares shares,
            RunChecks checks,
            ModePrompts prompts,
            ServedModels models,
            String runId,
            List<ModeFacts> knownFacts) {
        this.plan = plan;
        this.place = new AdapterPlace(plan.base(), environment.runtime(), environment.adapters());
        this.prompts = prompts;
        this.models = models;
        this.shares = shares;
        this.listener = environment.listener();
        this.checks = checks;
        this.runId = runId;
        this.knownFacts = List.copyOf(knownFacts);
        this.tuning = TuningNotes.of(plan);
    }

    /**
     * Builds the index and trains the adapter of a mode, or takes them from the cache.
     *
     * @throws ResultFormatException when the run was started with another adapter
     */
    AdaptedMode adapt(MeasuredMode mode) {
        ModePrompts.Prepared prepared = prepared(mode.mode());
        NamedAdapter named = NamedAdapter.of(plan.lab(), mode).orElse(null);
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
        requireSameAdapter(knownFacts, identity);
        return new AdaptedMode(
                mode,
                identity,
                prepared,
                adapter,
                tuning.searchSeconds(mode.mode()).orElse(null),
                ModeNote.of(mode.mode(), plan.lab(), prepared.search()));
    }

    /** The prompts of a mode, made once. */
    private ModePrompts.Prepared prepared(ModeDefinition mode) {
        ModePrompts.Prepared known = prepared.get(mode);
        if (known != null) {
            return known;
        }
        long start = shares.mark();
        ModePrompts.Prepared made = prompts.prepare(mode);
        shares.addIndexing(shares.secondsSince(start));
        prepared.put(mode, made);
        return made;
    }

    /** Asks a mode's question of the base, as it would be asked but for the adapter. */
    Generation tryOut(ModeDefinition mode, Example example) throws GenerationException {
        PromptBuilder builder = prepared(mode).prompts();
        ServedModel base = models.get(null);
        long start = shares.mark();
        try {
            return new ModelAdaptation(builder, base, plan.sampling(), schema(mode), PREFLIGHT_GROUP)
                    .answer(example, 1)
                    .generation();
        } finally {
            shares.addModel(shares.secondsSince(start));
        }
    }

    /** Tells the runtime which tensors the adapters of the run are going to change. */
    List<String> announceAdapters() {
        long start = shares.mark();
        try {
            return place.runtime().expectAdapters(plan.base(), this::changedTensors, plan.sampling());
        } finally {
            shares.addServing(shares.secondsSince(start));
        }
    }

    private Set<String> changedTensors() {
        Set<String> changed = new TreeSet<>();
        for (MeasuredMode mode : MeasuredMode.of(plan.modes())) {
            NamedAdapter.of(plan.lab(), mode).ifPresent(adapter -> changed.addAll(adapter.changes(place)));
        }
        return changed;
    }

    private @Nullable String schema(ModeDefinition mode) {
        return new AnswerForm(plan.lab().task(), mode.adaptation().constrain()).schema();
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
        ModeDefinition mode = adapted.mode().mode();
        return new ModelAdaptation(
                adapted.prepared().prompts(),
                served,
                plan.sampling(),
                schema(mode),
                runId + "/" + adapted.mode().label());
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

    /** The adapter of a mode; when the first is wanted, those of all its seeds are trained, which reads the base once. */
    private TrainedAdapter train(MeasuredMode mode, PromptBuilder shown, AdapterSource.Trained training) {
        Map<Long, TrainedAdapter> ofMode = trained.get(mode.mode());
        if (ofMode == null) {
            ofMode = trainAll(mode.mode(), shown, training);
            trained.put(mode.mode(), ofMode);
        }
        return Objects.requireNonNull(ofMode.get(training.seed(mode.adapterSeed())));
    }

    private Map<Long, TrainedAdapter> trainAll(
            ModeDefinition mode, PromptBuilder shown, AdapterSource.Trained training) {
        models.close(); // training and a served model would take each other's memory and cores
        place.runtime().release();
        int seeds = training.seeds().size();
        listener.stage(seeds == 1 ? "adapter for " + mode.name() : seeds + " adapters for " + mode.name());
        List<TrainingPlan> plans = prompts.trainingPlans(plan.base(), mode, shown, training, training.seeds());
        long start = shares.mark();
        List<TrainedAdapter> adapters = place.maker().adapters(plans, TrainingProgress.to(listener));
        shares.addTraining(shares.secondsSince(start));
        Map<Long, TrainedAdapter> bySeed = new HashMap<>();
        for (int i = 0; i < adapters.size(); i++) {
            bySeed.put(plans.get(i).seed(), adapters.get(i));
        }
        return bySeed;
    }

    /** Refuses to mix what two adapters, or two fine-tuned encoders, answer in one run. */
    static void requireSameAdapter(List<ModeFacts> knownFacts, ModeIdentity identity) {
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
