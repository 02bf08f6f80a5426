package org.adaptationlab.run.loop;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.adapt.Adaptation;
import org.adaptationlab.adapt.Answer;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks a mode every example in every repetition, as many at once as the plan says, and writes each answer to the journal when
 * it is there. Judging, journal and progress have one thread, the run's own; questions in flight have others.
 */
final class MeasuredLoop {

    private final RunPlan plan;
    private final BooleanSupplier stopRequested;
    private final RunListener listener;
    private final RunLog log;
    private final Outcomes outcomes;
    private final TimeShares shares;
    private final LongSupplier nanoClock;
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
        this.nanoClock = context.environment().nanoClock();
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
        int inFlight = mode.isClassifier() ? 1 : plan.inFlight();
        if (inFlight == 1) {
            left(mode).forEach(question -> take(label, ask(mode, adaptation, question)));
            return;
        }
        QuestionsInFlight questions = new QuestionsInFlight(adaptation, inFlight, nanoClock);
        questions.ask(left(mode).iterator(), new QuestionsInFlight.Taker() {

            @Override
            public void take(Asked asked) {
                MeasuredLoop.this.take(label, row(mode, asked, inFlight));
            }

            @Override
            public void takeLate(Asked asked) {
                ExampleResult row = row(mode, asked, inFlight);
                if (!(row.outcome() instanceof Outcome.Failed)) {
                    log.add(row);
                }
            }
        });
    }

    /** What is left to ask of a mode, in the order of the plan. */
    private Stream<Question> left(ModeIdentity mode) {
        return IntStream.rangeClosed(1, plan.repetitions())
                .boxed()
                .flatMap(repetition -> plan.examples().stream().map(example -> new Question(example, repetition)))
                .filter(question -> !log.isAnswered(mode, question.example().id(), question.repetition()));
    }

    private void take(String label, ExampleResult row) {
        stopIfAsked(row.outcome() instanceof Outcome.Failed);
        log.add(row);
        tell(label, row.mode());
        stopIfAsked(true);
        stopAfterTooManyFailures(row);
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

    private ExampleResult ask(ModeIdentity mode, Adaptation adaptation, Question question) {
        long start = shares.mark();
        try {
            Answer answer = adaptation.answer(question.example(), question.repetition());
            addTime(answer.retrieveMs(), shares.secondsSince(start), 1);
            return outcomes.answered(mode, question.example(), question.repetition(), answer);
        } catch (GenerationException e) {
            shares.addModel(shares.secondsSince(start));
            return outcomes.failed(mode, question.example(), question.repetition(), e);
        }
    }

    private ExampleResult row(ModeIdentity mode, Asked asked, int inFlight) {
        Question question = asked.question();
        if (asked.failure() != null) {
            shares.addModel(asked.busySeconds());
            return outcomes.failed(mode, question.example(), question.repetition(), asked.failure());
        }
        Answer answer = Objects.requireNonNull(asked.answer());
        addTime(answer.retrieveMs(), asked.busySeconds(), asked.busySeconds() / asked.seconds());
        ExampleResult row = outcomes.answered(mode, question.example(), question.repetition(), answer);
        return row.with(row.measurement().among(inFlight, asked.busySeconds() * 1e3));
    }

    /** @param share of its own time that a call has of the run's: less than 1 where others were in flight */
    private void addTime(@Nullable Double retrieveMs, double seconds, double share) {
        double retrieve = retrieveMs == null ? 0 : retrieveMs / 1e3 * share;
        shares.addIndexing(retrieve);
        shares.addModel(seconds - retrieve);
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
