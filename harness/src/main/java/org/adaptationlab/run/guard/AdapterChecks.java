package org.adaptationlab.run.guard;

import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.guard.AdapterEffectGuard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainedAdapter;

/** Checks before anything is measured that adapters can be had and fit, so that a run does not fail late. */
final class AdapterChecks {

    private final RunPlan plan;
    private final RunEnvironment environment;

    AdapterChecks(RunPlan plan, RunEnvironment environment) {
        this.plan = plan;
        this.environment = environment;
    }

    /**
     * What is to be said of an arm's adapter; nothing where there is none, or it is as it should be.
     *
     * @throws LabDefinitionException when the adapter is of a kind that can't be measured, or does not fit the base
     * @throws PrerequisiteException when it is part of a model that the server does not have, or has to be trained and
     *     the base's weights are not on this machine
     */
    Optional<GuardResult> check(MeasuredMode arm) {
        if (!(arm.mode().adaptation() instanceof LoraSpec lora)) {
            return Optional.empty();
        }
        AdapterSource source = lora.adapter();
        if (source instanceof AdapterSource.GgufFile gguf) {
            return file(arm, gguf.file());
        }
        if (source instanceof AdapterSource.Peft peft) {
            return file(arm, environment.adapters().imported(peft.folder(), plan.base()));
        }
        if (source instanceof AdapterSource.OllamaModel model) {
            requireServed(arm, model.name(), "ollama");
        } else if (source instanceof AdapterSource.OpenAiModel model) {
            requireServed(arm, model.name(), "openai");
        } else if (plan.base().file() == null) {
            throw new PrerequisiteException(
                    "mode \"" + arm.mode().name() + "\" trains an adapter and needs the weights of "
                            + plan.base().name()
                            + " as a GGUF file on this machine; name a model of the catalogue (lab models),"
                            + " or leave the mode out with --modes");
        }
        return Optional.empty();
    }

    private void requireServed(MeasuredMode arm, String model, String runtime) {
        if (!environment.runtime().name().equals(runtime)) {
            throw new LabDefinitionException(plan.lab().file() + ": mode \""
                    + arm.mode().name()
                    + "\" takes its adapter from a model of an " + runtime + " server, and this run is on the runtime "
                    + environment.runtime().name() + "; run it with --runtime " + runtime
                    + ", or leave the mode out with --modes");
        }
        ReadyAdapter.of(model, environment.runtime()); // asks the server for it
    }

    private Optional<GuardResult> file(MeasuredMode arm, Path file) {
        AdapterFile adapter = AdapterFile.open(file);
        BaseModel base = plan.base();
        if (base.file() != null) {
            adapter.requireFits(GgufFile.open(base.file()));
            AdapterOrigin.of(file).ifPresent(origin -> requireSameBase(file, origin));
        }
        return adapter.withoutEffect() ? Optional.of(AdapterEffectGuard.zero(arm.label())) : Optional.empty();
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
}
