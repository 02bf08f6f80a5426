package org.adaptationlab.run.loop;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.adapt.ModelAdaptation;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.RunLog;

/**
 * Asks some examples once more, each alone, after a mode was asked many at once: a server that batches may answer otherwise,
 * and what it does with one request tells what it saves with many. The answers are in no rate and no time of the mode.
 */
final class AskedAlone {

    /** In a run, spread evenly over the modes that ask the model. */
    private static final int EXAMPLES = 50;

    /** Keeps the prompts of these calls apart in servers that can be told so. */
    private static final String CACHE_GROUP = "/alone";

    private final RunPlan plan;
    private final Outcomes outcomes;
    private final RunLog log;
    private final TimeShares shares;
    private final BooleanSupplier stopRequested;
    private final List<Example> examples;

    AskedAlone(RunContext context, Outcomes outcomes) {
        this.plan = context.plan();
        this.outcomes = outcomes;
        this.log = context.log();
        this.shares = context.shares();
        this.stopRequested = context.environment().stopRequested();
        this.examples = examples(plan);
    }

    /** A shard asks its part of those that the run without shards asks. */
    private static List<Example> examples(RunPlan plan) {
        long modes = MeasuredMode.of(plan.modes()).stream()
                .filter(AskedAlone::asksTheModel)
                .count();
        int all = plan.selected().size();
        int wanted = plan.inFlight() == 1 || modes == 0 ? 0 : Math.min(all, (int) Math.ceil(EXAMPLES / (double) modes));
        Set<String> spread = IntStream.range(0, wanted)
                .mapToObj(i ->
                        plan.selected().get((int) ((long) i * all / wanted)).id())
                .collect(Collectors.toSet());
        return plan.examples().stream()
                .filter(example -> spread.contains(example.id()))
                .toList();
    }

    private static boolean asksTheModel(MeasuredMode mode) {
        return mode.mode().adaptation().classifier().isEmpty();
    }

    /** Whether nothing is left to ask of a mode. */
    boolean isFinished(MeasuredMode mode) {
        return !asksTheModel(mode) || left(mode).isEmpty();
    }

    private List<Example> left(MeasuredMode mode) {
        List<String> asked = log.alone().stream()
                .filter(row -> row.mode().mode().equals(mode.mode().name())
                        && Objects.equals(row.mode().adapterSeed(), mode.adapterSeed()))
                .map(ExampleResult::exampleId)
                .toList();
        return examples.stream()
                .filter(example -> !asked.contains(example.id()))
                .toList();
    }

    /**
     * Asks what is left.
     *
     * @throws RunInterruptedException when the user wants to stop
     */
    void ask(MeasuredMode mode, ModeIdentity identity, ModelAdaptation adaptation) {
        ModelAdaptation apart = adaptation.inGroup(adaptation.cacheGroup() + CACHE_GROUP);
        for (Example example : left(mode)) {
            log.addAlone(asked(identity, apart, example));
            if (stopRequested.getAsBoolean()) {
                throw new RunInterruptedException("interrupted; what is finished is kept, go on with --resume");
            }
        }
    }

    private ExampleResult asked(ModeIdentity identity, ModelAdaptation adaptation, Example example) {
        long start = shares.mark();
        try {
            Answer answer = adaptation.answer(example, 1);
            return outcomes.answered(identity, example, 1, answer);
        } catch (GenerationException e) {
            return outcomes.failed(identity, example, 1, e);
        } finally {
            shares.addModel(shares.secondsSince(start));
        }
    }
}
