package org.adaptationlab.run.plan;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Suggestion;

/** Makes the plan of a run from a lab, its data and what the user asked for. */
public final class RunPlanner {

    private RunPlanner() {}

    /**
     * The plan.
     *
     * @throws LabDefinitionException when a mode is named that the lab does not have, or there are more shards than examples
     */
    public static RunPlan plan(
            LabDefinition lab, Dataset dataset, BaseModel base, ModelRuntime runtime, RunRequest request) {
        int limit = request.limit() == null ? lab.limit() : request.limit();
        List<Example> measurable = Selection.ofSlices(dataset.test(), lab.slices());
        List<Example> examples = Selection.test(
                lab.task(),
                measurable,
                Math.min(limit, measurable.size()),
                lab.sampling().seed());
        RunPlan whole = new RunPlan(
                lab,
                dataset,
                base,
                runtime.name(),
                runtime.version(),
                modes(lab, request.modes()),
                pool(lab, dataset),
                examples,
                request.seed() == null ? lab.sampling() : lab.sampling().withSeed(request.seed()),
                request.repetitions(),
                request.inFlight() == null ? lab.inFlight() : request.inFlight(),
                runtime.requestSettings());
        Shard shard = request.shard();
        return shard == null ? whole : part(whole, shard);
    }

    /** Where a shard would be empty none of them begins: a merge would wait for it in vain. */
    private static RunPlan part(RunPlan whole, Shard shard) {
        int examples = whole.selected().size();
        if (shard.count() > examples) {
            throw new LabDefinitionException(whole.lab().file() + ": " + shard + " can't be cut: there are " + examples
                    + " examples to measure, and every shard needs one; take at most " + examples + " shards");
        }
        return whole.with(shard);
    }

    /** The training examples that all modes of a lab may draw from; the seed is the lab's, whatever the sampler's is. */
    public static List<Example> pool(LabDefinition lab, Dataset dataset) {
        return Selection.training(
                lab.task(),
                dataset.train(),
                Math.min(lab.trainingExamples(), dataset.train().size()),
                lab.sampling().seed());
    }

    /**
     * The modes to measure, in the order of the lab: the named ones, or all that are no controls.
     *
     * @throws LabDefinitionException when a mode is named that the lab does not have
     */
    public static List<ModeDefinition> modes(LabDefinition lab, List<String> named) {
        if (named.isEmpty()) {
            return lab.modes().stream().filter(mode -> !mode.control()).toList();
        }
        List<String> known = lab.modes().stream().map(ModeDefinition::name).toList();
        List<String> unknown = new ArrayList<>(named);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String first = unknown.get(0);
            throw new LabDefinitionException(lab.file() + ": no mode \"" + first + "\" in lab " + lab.name()
                    + "; its modes are " + String.join(", ", known) + Suggestion.phrase(first, known));
        }
        return lab.modes().stream().filter(mode -> named.contains(mode.name())).toList();
    }
}
