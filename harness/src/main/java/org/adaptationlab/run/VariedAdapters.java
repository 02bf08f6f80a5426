package org.adaptationlab.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TrainingProgress;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.VariedPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.train.TrainingPlan;

/**
 * Trains the adapters of all values of a varied setting together, so that a base is read once for them. The runs of the
 * values find them in the cache, with the seconds that each of them took.
 */
public final class VariedAdapters {

    private final List<RunPlan> plans;
    private final Set<BaseModel> done = new HashSet<>();

    public VariedAdapters(List<VariedPlan> plans) {
        this.plans = plans.stream().map(VariedPlan::plan).toList();
    }

    /**
     * Trains the adapters of every value over the base of one; done once for each base.
     *
     * @throws org.adaptationlab.problem.LabException when an adapter can't be trained
     */
    public void train(RunPlan point, RunEnvironment environment) {
        if (!done.add(point.base())) {
            return;
        }
        List<TrainingPlan> trainings = plans.stream()
                .filter(plan -> plan.base().equals(point.base()))
                .flatMap(plan -> trainings(plan, environment).stream())
                .toList();
        if (trainings.size() > 1) {
            environment.runtime().release();
            environment.listener().stage("adapters of all values, " + trainings.size() + " of them");
            environment.adapters().adapters(trainings, TrainingProgress.to(environment.listener()));
        }
    }

    private static List<TrainingPlan> trainings(RunPlan plan, RunEnvironment environment) {
        List<TrainingPlan> trainings = new ArrayList<>();
        try (ModePrompts prompts = new ModePrompts(plan, environment.indexes(), environment.nanoClock())) {
            for (ModeDefinition mode : plan.modes()) {
                AdapterSource.Trained training = mode.adaptation().training().orElse(null);
                if (training != null) {
                    trainings.addAll(prompts.trainingPlans(
                            plan.base(), mode, prompts.prepare(mode).prompts(), training, training.seeds()));
                }
            }
        }
        return trainings;
    }
}
