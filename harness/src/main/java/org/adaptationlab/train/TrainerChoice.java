package org.adaptationlab.train;

import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.peft.PeftTrainer;
import org.jspecify.annotations.Nullable;

/** Decides who trains. */
public final class TrainerChoice {

    /** Above it a processor takes hours: about what PEFT on a graphics card is for. */
    private static final long MOST_PARAMETERS = 1_300_000_000L;

    private final HarnessTrainer harness;
    private final PeftTrainer peft;

    public TrainerChoice(HarnessTrainer harness, PeftTrainer peft) {
        this.harness = harness;
        this.peft = peft;
    }

    /**
     * The trainer of a plan, at hand. Which one and why is said where the plan leaves it open and it is not the harness.
     *
     * @throws LabDefinitionException if no trainer that the plan allows can train on its base
     * @throws PrerequisiteException if the base's weights are not at hand, or PEFT is wanted and not installed
     */
    Trainer of(TrainingPlan plan, TrainingListener listener) {
        return of(plan.base(), plan.trainer(), plan.hub(), plan.contextTokens(), listener);
    }

    /**
     * Checks that there is a trainer, before anything long begins.
     *
     * @param hub the original weights to train on, null for the file that is served
     * @param contextTokens that the base is served with
     * @throws org.adaptationlab.problem.LabException as for a training
     */
    public void require(BaseModel base, TrainerKind kind, @Nullable HubModel hub, int contextTokens) {
        of(base, kind, hub, contextTokens, (step, steps, loss) -> {});
    }

    private Trainer of(
            BaseModel base, TrainerKind kind, @Nullable HubModel hub, int contextTokens, TrainingListener listener) {
        if (kind == TrainerKind.HARNESS) {
            requireHarness(GgufFile.open(file(base)), contextTokens);
            return harness;
        }
        String why = kind == TrainerKind.PEFT ? "the lab says so" : againstHarness(base, hub, contextTokens);
        if (why.isEmpty()) {
            return harness;
        }
        if (hub == null) {
            PeftTrainer.requireTrainable(GgufFile.open(file(base)));
        }
        if (kind == TrainerKind.AUTO) {
            listener.stage("trainer: peft, since " + why);
        }
        peft.requireInstalled();
        return peft;
    }

    private static void requireHarness(GgufFile base, int contextTokens) {
        HarnessTrainer.requireTrainable(base);
        if (LongPositions.apply(base, contextTokens)) {
            throw new LabDefinitionException(base.path() + ": the harness's own trainer cannot train on this file for "
                    + longPositions(base, contextTokens) + "; lower sampling: {context-tokens}, or take trainer: peft");
        }
    }

    private static String longPositions(GgufFile base, int contextTokens) {
        return "a server with context-tokens of " + contextTokens + ": beyond " + LongPositions.original(base)
                + " that has other rotary factors, which only PEFT trains with";
    }

    /** What speaks against training on the processor here; empty if nothing does. */
    private static String againstHarness(BaseModel model, @Nullable HubModel hub, int contextTokens) {
        if (hub != null) {
            return "the lab names original weights (hf)";
        }
        GgufFile base = GgufFile.open(file(model));
        try {
            long parameters = HarnessTrainer.parameters(base);
            if (LongPositions.apply(base, contextTokens)) {
                return "it is to be for " + longPositions(base, contextTokens);
            }
            return parameters <= MOST_PARAMETERS
                    ? ""
                    : "the model has " + parameters / 1_000_000
                            + " million parameters, and the harness trains up to "
                            + MOST_PARAMETERS / 1_000_000 + " million by itself";
        } catch (LabDefinitionException e) {
            return "the harness itself cannot train on it (" + e.getMessage() + ")";
        }
    }

    private static Path file(BaseModel base) {
        Path file = base.file();
        if (file == null) {
            throw new PrerequisiteException("training needs the weights of " + base.name()
                    + " as a GGUF file on this machine; choose a model of the catalogue, name a file, or name the original"
                    + " weights (train: {trainer: peft, hf: REPOSITORY@REVISION}), or leave the mode out with --modes");
        }
        return file;
    }
}
