package org.adaptationlab.train;

import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.job.Trainer;

/** Decides who trains. */
public final class TrainerChoice {

    private final Trainer harness;

    public TrainerChoice(Trainer harness) {
        this.harness = harness;
    }

    /**
     * The trainer of a plan.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException if no trainer that the plan allows can train on its base
     * @throws PrerequisiteException if the base's weights are not at hand
     */
    Trainer of(TrainingPlan plan) {
        Path file = plan.base().file();
        if (file == null) {
            throw new PrerequisiteException(
                    "training needs the weights of " + plan.base().name()
                            + " as a GGUF file on this machine; choose a model of the catalogue, or name a file");
        }
        HarnessTrainer.requireTrainable(GgufFile.open(file));
        return harness;
    }
}
