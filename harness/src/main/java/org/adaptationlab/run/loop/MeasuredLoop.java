package org.adaptationlab.run.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.adaptationlab.adapt.Adaptation;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.RunRecord;

/** Asks one arm every example in every repetition, and writes each answer to the journal before the next question. */
public final class MeasuredLoop {

    private final RunPlan plan;
    private final BooleanSupplier stopRequested;
    private final Journal journal;
    private final RunRecord record;
    private final Outcomes outcomes;
    private final TimeShares shares;
    private final int maxFailures;
    private final Set<Call> finished = new HashSet<>();
    private int failures;

    /** What is asked once. */
    private record Call(ModeIdentity mode, String exampleId, int repetition) {}

    /** @param maxFailures failed calls after which the run ends, over all modes */
    public MeasuredLoop(
            RunPlan plan,
            RunEnvironment environment,
            Journal journal,
            RunRecord record,
            Outcomes outcomes,
            TimeShares shares,
            int maxFailures) {
        this.plan = plan;
        this.stopRequested = environment.stopRequested();
        this.journal = journal;
        this.record = record;
        this.outcomes = outcomes;
        this.shares = shares;
        this.maxFailures = maxFailures;
        record.results().forEach(result -> finished.add(call(result)));
    }

    /** Whether nothing is left to ask in this mode. */
    boolean isFinished(ModeIdentity mode) {
        return remaining(mode) == 0;
    }

    /**
     * Measures one arm.
     *
     * @throws RunFailedException when more calls failed than the run may lose
     * @throws RunInterruptedException when the user wants to stop
     */
    void measure(String label, ModeIdentity mode, Adaptation adaptation) {
        List<ExampleResult> done = record.results().stream()
                .filter(result -> result.mode().equals(mode))
                .toList();
        int total = plan.examples().size() * plan.repetitions();
        int answered = done.size();
        int right = (int) done.stream().filter(MeasuredLoop::isRight).count();
        record.answered(label, answered, total, right);
        for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
            for (Example example : plan.examples()) {
                if (finished.contains(new Call(mode, example.id(), repetition))) {
                    continue;
                }
                ExampleResult result = ask(mode, adaptation, example, repetition);
                stopIfAsked();
                journal.append(result);
                record.add(result);
                finished.add(call(result));
                answered++;
                right += isRight(result) ? 1 : 0;
                record.answered(label, answered, total, right);
                stopAfterTooManyFailures(result);
            }
        }
    }

    private long remaining(ModeIdentity mode) {
        long done = finished.stream().filter(call -> call.mode().equals(mode)).count();
        return (long) plan.examples().size() * plan.repetitions() - done;
    }

    /** Asks a training example and throws the answer away. One is enough: the model has answered the probes before. */
    void warmUp(String label, Adaptation adaptation) {
        if (plan.pool().isEmpty()) {
            return;
        }
        long start = shares.mark();
        try {
            adaptation.answer(plan.pool().get(0));
        } catch (GenerationException e) {
            record.warn(label + ": the warm-up call failed (" + e.getMessage() + ")");
        }
        shares.addModel(shares.secondsSince(start));
    }

    private ExampleResult ask(ModeIdentity mode, Adaptation adaptation, Example example, int repetition) {
        long start = shares.mark();
        try {
            Answer answer = adaptation.answer(example);
            double retrieve = answer.retrieveMs() == null ? 0 : answer.retrieveMs() / 1e3;
            shares.addIndexing(retrieve);
            shares.addModel(shares.secondsSince(start) - retrieve);
            return outcomes.answered(mode, example, repetition, answer);
        } catch (GenerationException e) {
            shares.addModel(shares.secondsSince(start));
            return outcomes.failed(mode, example, repetition, e);
        }
    }

    private void stopAfterTooManyFailures(ExampleResult result) {
        if (!(result.outcome() instanceof Outcome.Failed failed)) {
            return;
        }
        failures++;
        if (failures > maxFailures) {
            throw new RunFailedException(failures + " calls failed, more than --max-failures " + maxFailures
                    + "; the last: example " + result.exampleId() + " in mode "
                    + result.mode().mode() + ": " + failed.error() + "; what is finished is kept, go on with --resume");
        }
    }

    /** Asked before an answer is kept: the user's Ctrl-C also reaches the serving process and breaks the call. */
    private void stopIfAsked() {
        if (stopRequested.getAsBoolean()) {
            throw new RunInterruptedException("interrupted; what is finished is kept, go on with --resume");
        }
    }

    private static boolean isRight(ExampleResult result) {
        Double score = result.outcome().score();
        return score != null && score == 1.0;
    }

    private static Call call(ExampleResult result) {
        return new Call(result.mode(), result.exampleId(), result.repetition());
    }
}
