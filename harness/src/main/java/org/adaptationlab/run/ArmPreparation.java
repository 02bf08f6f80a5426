package org.adaptationlab.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.adapt.PassageIndex;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.measure.EffectCheck;
import org.adaptationlab.measure.GuardResult;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.ModeIdentity;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** Adapts the model for an arm: index, adapter, prompts; and serves it. */
final class ArmPreparation {

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
    ArmPreparation(
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
     * An arm adapted, not yet served.
     *
     * @param adapter null where the mode has none
     */
    record AdaptedArm(
            ModeArm arm,
            ModeIdentity identity,
            ModePrompts.Prepared prepared,
            @Nullable ArmAdapter adapter) {

        /** Seconds of training and indexing when that was done, null where there was none. */
        @Nullable
        Double adaptSeconds() {
            PassageIndex index = prepared.index();
            Double training = adapter == null || adapter.log() == null
                    ? null
                    : adapter.log().seconds();
            Double indexing = index == null ? null : index.buildSeconds();
            if (training == null) {
                return indexing;
            }
            return indexing == null ? training : Double.valueOf(training + indexing);
        }

        /** Whether there was something to adapt and all of it was there before the run. */
        boolean reused() {
            PassageIndex index = prepared.index();
            return (index != null || adapter != null)
                    && (index == null || index.reused())
                    && (adapter == null || adapter.reused());
        }
    }

    /**
     * Builds the index and trains the adapter of an arm, or takes them from the cache.
     *
     * @throws ResultFormatException when the run was started with another adapter
     */
    AdaptedArm adapt(ModeArm arm) {
        long start = shares.mark();
        ModePrompts.Prepared prepared = prompts.prepare(arm.mode());
        shares.addIndexing(shares.secondsSince(start));
        if (arm.mode().adaptation() instanceof LoraSpec && models.servesBase()) {
            effect.askBase(() -> models.get(null), prepared.prompts()); // later it would have to be started again
        }
        ArmAdapter adapter = adapter(arm, prepared);
        ModeIdentity identity = new ModeIdentity(
                arm.mode().name(),
                arm.mode().adaptation().technique().word(),
                adapter == null ? null : adapter.digest(),
                arm.adapterSeed());
        requireSameAdapter(identity);
        return new AdaptedArm(arm, identity, prepared, adapter);
    }

    /**
     * Serves the arm's base and adapter.
     *
     * @throws GuardException when the adapter's file is not the one that was named or made, or has no effect
     */
    ServedModel serve(AdaptedArm arm) {
        listener.stage("starting " + plan.base().name() + " for " + arm.arm().label());
        ArmAdapter adapter = arm.adapter();
        if (adapter == null) {
            return models.get(null);
        }
        checks.use(adapter);
        PromptBuilder prompts = arm.prepared().prompts();
        effect.askBase(() -> models.get(null), prompts);
        ServedModel served = models.get(adapter.ref());
        obey(effect.check(arm.arm().label(), served, prompts, adapter.losses()));
        return served;
    }

    /** Puts the arm's prompts before its served model. */
    ModelAdaptation adaptation(AdaptedArm arm, ServedModel served) {
        AnswerForm form =
                new AnswerForm(plan.lab().task(), arm.arm().mode().adaptation().constrain());
        return new ModelAdaptation(arm.prepared().prompts(), served, plan.sampling(), form.schema());
    }

    /** What was noted of an arm that was measured before the run was resumed. */
    ModeFacts factsBefore(AdaptedArm arm) {
        return knownFacts.stream()
                .filter(known -> known.mode().equals(arm.identity()))
                .findFirst()
                .orElseThrow(
                        () -> new ResultFormatException("mode \"" + arm.arm().label()
                                + "\" has all its answers in the journal but no line about itself; start a new run"));
    }

    /** What sets a mode apart from the baseline beside its technique; null for nothing. */
    @Nullable
    String note(ModeDefinition mode) {
        AdaptationSpec own = mode.adaptation();
        List<String> notes = new ArrayList<>();
        own.retrieved().map(ArmPreparation::note).ifPresent(notes::addAll);
        plan.lab().modes().stream()
                .filter(other -> other.name().equals(plan.lab().baseline()))
                .findFirst()
                .map(ModeDefinition::adaptation)
                .ifPresent(baseline -> {
                    if (!own.prompt().system().equals(baseline.prompt().system())) {
                        notes.add("another system prompt than the baseline");
                    }
                    if (own.constrain() != baseline.constrain()) {
                        String limit = plan.lab().task().labels().isEmpty() ? "schema" : "labels";
                        notes.add("answers " + (own.constrain() ? "" : "not ") + "limited to the " + limit);
                    }
                });
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    private static List<String> note(RetrievalSpec retrieval) {
        if (retrieval.from() == RetrievalSpec.Source.GOLD) {
            return List.of("shown the document that holds the answer, which only the data set knows: a ceiling");
        }
        return retrieval.goldShare() == null
                ? List.of()
                : List.of("trained with the document that holds the answer in " + retrieval.goldShare()
                        + " of the prompts and distractors in all");
    }

    /**
     * Checks before anything is measured that the arm's adapter can be had, so that a run does not fail late.
     *
     * @throws LabDefinitionException when the adapter is of a kind that can't be measured, or does not fit the base
     * @throws GuardException when it changes nothing
     * @throws PrerequisiteException when it has to be trained and the base's weights are not on this machine
     */
    void requireUsableAdapter(ModeArm arm) {
        if (!(arm.mode().adaptation() instanceof LoraSpec lora)) {
            return;
        }
        Path base = plan.base().file();
        if (lora.adapter() instanceof AdapterSource.GgufFile gguf) {
            ArmAdapter.of(gguf.file()); // it is there
            requireSound(arm, gguf.file());
        } else if (lora.adapter() instanceof AdapterSource.Peft peft) {
            requireSound(arm, environment.adapters().imported(peft.folder(), plan.base()));
        } else if (serverModel(lora.adapter()) != null) {
            requireServer(arm, lora.adapter());
        } else if (base == null) {
            throw new PrerequisiteException(
                    "mode \"" + arm.mode().name() + "\" trains an adapter and needs the weights of "
                            + plan.base().name()
                            + " as a GGUF file on this machine; name a model of the catalogue (lab models),"
                            + " or leave the mode out with --modes");
        }
    }

    /** The server's model that an adapter is part of; null where it is weights of ours. */
    private static @Nullable String serverModel(AdapterSource source) {
        if (source instanceof AdapterSource.OllamaModel model) {
            return model.name();
        }
        return source instanceof AdapterSource.OpenAiModel model ? model.name() : null;
    }

    private void requireServer(ModeArm arm, AdapterSource source) {
        String needed = source instanceof AdapterSource.OllamaModel ? "ollama" : "openai";
        if (!environment.runtime().name().equals(needed)) {
            throw new LabDefinitionException(plan.lab().file() + ": mode \""
                    + arm.mode().name()
                    + "\" takes its adapter from a model of an " + needed + " server, and this run is on the runtime "
                    + environment.runtime().name() + "; run it with --runtime " + needed
                    + ", or leave the mode out with --modes");
        }
    }

    private void requireSound(ModeArm arm, Path file) {
        AdapterFile adapter = AdapterFile.open(file);
        Path base = plan.base().file();
        if (base != null) {
            adapter.requireFits(GgufFile.open(base));
            AdapterOrigin.of(file).ifPresent(origin -> requireSameBase(file, origin));
        }
        if (adapter.withoutEffect()) {
            obey(EffectCheck.zero(arm.label()));
        }
    }

    private void requireSameBase(Path file, AdapterOrigin origin) {
        if (!origin.baseDigest().equals(plan.base().digest())) {
            throw new LabDefinitionException(file + ": its manifest says that it was made for " + origin.base()
                    + " with the SHA-256 " + origin.baseDigest() + ", the base of this run is "
                    + plan.base().name() + " with " + plan.base().digest()
                    + "; use that base, or delete the manifest " + TrainedAdapter.manifestOf(file)
                    + " if the two are the same model in another form");
        }
    }

    private void obey(GuardResult found) {
        checks.note(found);
        if (found.status() == GuardResult.Status.STOP) {
            throw new GuardException(found.name() + ": " + found.detail());
        }
    }

    private @Nullable ArmAdapter adapter(ModeArm arm, ModePrompts.Prepared prepared) {
        ModeDefinition mode = arm.mode();
        if (!(mode.adaptation() instanceof LoraSpec lora)) {
            return null;
        }
        if (lora.adapter() instanceof AdapterSource.GgufFile gguf) {
            return ArmAdapter.of(gguf.file());
        }
        if (lora.adapter() instanceof AdapterSource.Peft peft) {
            return ArmAdapter.of(environment.adapters().imported(peft.folder(), plan.base()));
        }
        String model = serverModel(lora.adapter());
        if (model != null) {
            return ArmAdapter.of(model, environment.runtime());
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
            ArmAdapter adapter = ArmAdapter.of(environment.adapters().adapter(training, listener::trainingStep));
            shares.addTraining(shares.secondsSince(start));
            return adapter;
        }
        throw new IllegalStateException("requireUsableAdapter lets no other kind through");
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
