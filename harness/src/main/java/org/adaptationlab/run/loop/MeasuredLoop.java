package org.adaptationlab.run.loop;

import java.util.function.BooleanSupplier;
import org.adaptationlab.adapt.Adaptation;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.RunLog;

/** Asks a mode every example in every repetition, and writes each answer to the journal before the next question. */
final class MeasuredLoop {

    private final RunPlan plan;
    private final BooleanSupplier stopRequested;
    private final RunListener listener;
    private final RunLog log;
    private final Outcomes outcomes;
    private final TimeShares shares;
    private final int maxFailures;
    private int failures;

    /** @param maxFailures failed calls after which the run ends, over all modes */
    MeasuredLoop(RunContext context, Outcomes outcomes, int maxFailures) {
        this.plan = context.plan();
        this.stopRequested = context.environment().stopRequested();
        this.listener = context.environment().listener();
        this.log = context.log();
        this.outcomes = outcomes;
        this.shares = context.shares();
        this.maxFailures = maxFailures;
    }

    /** Whether nothing is left to ask in this mode, whichever its adapter is. */
    boolean isFinished(MeasuredMode mode) {
        return log.answered(mode.mode().name(), mode.adapterSeed()) == total();
    }

    /** Whether nothing is left to ask in this mode. */
    boolean isFinished(ModeIdentity mode) {
        return log.tally(mode).answered() == total();
    }

    /**
     * Measures a mode.
     *
     * @throws RunFailedException when more calls failed than the run may lose
     * @throws RunInterruptedException when the user wants to stop
     */
    void measure(String label, ModeIdentity mode, Adaptation adaptation) {
        tell(label, mode);
        for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
            for (Example example : plan.examples()) {
                if (log.isAnswered(mode, example.id(), repetition)) {
                    continue;
                }
                ExampleResult result = ask(mode, adaptation, example, repetition);
                stopIfAsked(result.outcome() instanceof Outcome.Failed);
                log.add(result);
                tell(label, mode);
                stopIfAsked(true);
                stopAfterTooManyFailures(result);
            }
        }
    }

    private void tell(String label, ModeIdentity mode) {
        RunLog.Tally tally = log.tally(mode);
        listener.answered(label, tally.answered(), total(), tally.right());
    }

    private int total() {
        return plan.examples().size() * plan.repetitions();
    }

    /** Asks a training example and throws the answer away. One is enough: the model has answered the probes before. */
    void warmUp(String label, Adaptation adaptation) {
        long start = shares.mark();
        try {
            adaptation.answer(plan.sample(), 1);
        } catch (GenerationException e) {
            log.warn(label + ": the warm-up call failed (" + e.getMessage() + ")");
        }
        shares.addModel(shares.secondsSince(start));
    }

    private ExampleResult ask(ModeIdentity mode, Adaptation adaptation, Example example, int repetition) {
        long start = shares.mark();
        try {
            Answer answer = adaptation.answer(example, repetition);
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

    /**
     * A call that failed when the user wanted to stop may have failed of that, and is not kept: it is asked again when the
     * run goes on. An answer that came whole is kept.
     */
    private void stopIfAsked(boolean mayStop) {
        if (mayStop && stopRequested.getAsBoolean()) {
            throw new RunInterruptedException("interrupted; what is finished is kept, go on with --resume");
        }
    }
}
