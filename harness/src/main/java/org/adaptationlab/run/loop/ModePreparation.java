package org.adaptationlab.run.loop;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.AdapterEffect;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** Adapts the model for an arm: index, adapter, prompts; and serves it. */
public final class ModePreparation {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final ModePrompts prompts;
    private final ServedModels models;
    private final TimeShares shares;
    private final RunListener listener;
    private final RunChecks checks;
    private final List<ModeFacts> knownFacts;
    private final AdapterEffect effect;

    /** @param knownFacts of arms measured before the run was resumed */
    public ModePreparation(
            RunPlan plan,
            RunEnvironment environment,
            ModePrompts prompts,
            ServedModels models,
            TimeShares shares,
            RunListener listener,
            RunChecks checks,
            List<ModeFacts> knownFacts) {
        this.plan = plan;
        this.environment = environment;
        this.prompts = prompts;
        this.models = models;
        this.shares = shares;
        this.listener = listener;
        this.checks = checks;
        this.knownFacts = List.copyOf(knownFacts);
        this.effect = new AdapterEffect(plan, shares);
    }

    /**
     * Builds the index and trains the adapter of an arm, or takes them from the cache.
     *
     * @throws ResultFormatException when the run was started with another adapter
     */
    AdaptedMode adapt(MeasuredMode arm) {
        long start = shares.mark();
        ModePrompts.Prepared prepared = prompts.prepare(arm.mode());
        shares.addIndexing(shares.secondsSince(start));
        if (arm.mode().adaptation() instanceof LoraSpec && models.servesBase()) {
            effect.askBase(() -> models.get(null), prepared.prompts()); // later it would have to be started again
        }
        ReadyAdapter adapter = adapter(arm, prepared);
        ModeIdentity identity = new ModeIdentity(
                arm.mode().name(),
                arm.mode().adaptation().technique().word(),
                adapter == null ? null : adapter.digest(),
                arm.adapterSeed());
        requireSameAdapter(identity);
        return new AdaptedMode(arm, identity, prepared, adapter, ModeNote.of(arm.mode(), plan.lab()));
    }

    /**
     * Serves the arm's base and adapter.
     *
     * @throws GuardException when the adapter's file is not the one that was named or made, or has no effect
     */
    ServedModel serve(AdaptedMode arm) {
        listener.stage("starting " + plan.base().name() + " for " + arm.arm().label());
        ReadyAdapter adapter = arm.adapter();
        if (adapter == null) {
            return models.get(null);
        }
        checks.use(adapter);
        PromptBuilder prompts = arm.prepared().prompts();
        effect.askBase(() -> models.get(null), prompts);
        ServedModel served = models.get(adapter.ref());
        checks.obey(effect.check(arm.arm().label(), served, prompts, adapter.losses()));
        return served;
    }

    /** Puts the arm's prompts before its served model. */
    ModelAdaptation adaptation(AdaptedMode arm, ServedModel served) {
        AnswerForm form =
                new AnswerForm(plan.lab().task(), arm.arm().mode().adaptation().constrain());
        return new ModelAdaptation(arm.prepared().prompts(), served, plan.sampling(), form.schema());
    }

    /** What was noted of an arm that was measured before the run was resumed. */
    ModeFacts factsBefore(AdaptedMode arm) {
        return knownFacts.stream()
                .filter(known -> known.mode().equals(arm.identity()))
                .findFirst()
                .orElseThrow(
                        () -> new ResultFormatException("mode \"" + arm.arm().label()
                                + "\" has all its answers in the journal but no line about itself; start a new run"));
    }

    private @Nullable ReadyAdapter adapter(MeasuredMode arm, ModePrompts.Prepared prepared) {
        ModeDefinition mode = arm.mode();
        if (!(mode.adaptation() instanceof LoraSpec lora)) {
            return null;
        }
        if (lora.adapter() instanceof AdapterSource.GgufFile gguf) {
            return ReadyAdapter.of(gguf.file());
        }
        if (lora.adapter() instanceof AdapterSource.Peft peft) {
            return ReadyAdapter.of(environment.adapters().imported(peft.folder(), plan.base()));
        }
        if (lora.adapter() instanceof AdapterSource.OllamaModel model) {
            return ReadyAdapter.of(model.name(), environment.runtime());
        }
        if (lora.adapter() instanceof AdapterSource.OpenAiModel model) {
            return ReadyAdapter.of(model.name(), environment.runtime());
        }
        if (lora.adapter() instanceof AdapterSource.Trained trained && arm.adapterSeed() != null) {
            models.close(); // training and a served model would take each other's memory and cores
            listener.stage("adapter for " + arm.label());
            TrainingPlan training = new TrainingPlan(
                    plan.base(),
                    prompts.trainingExamples(mode, prepared.prompts(), trained.settings()),
                    trained.settings(),
                    arm.adapterSeed());
            long start = shares.mark();
            ReadyAdapter adapter = ReadyAdapter.of(environment.adapters().adapter(training, listener::trainingStep));
            shares.addTraining(shares.secondsSince(start));
            return adapter;
        }
        throw new IllegalStateException("there is no other kind, and a trained one has a seed");
    }

    private void requireSameAdapter(ModeIdentity identity) {
        for (ModeFacts known : knownFacts) {
            ModeIdentity before = known.mode();
            boolean sameArm = before.mode().equals(identity.mode())
                    && Objects.equals(before.adapterSeed(), identity.adapterSeed());
            if (sameArm && !before.equals(identity)) {
                throw new ResultFormatException("mode \"" + identity.mode() + "\" was started with adapter "
                        + before.adapterDigest() + ", now there is " + identity.adapterDigest()
                        + "; the two can't be mixed in one run: start a new run without --resume");
            }
        }
    }
}
