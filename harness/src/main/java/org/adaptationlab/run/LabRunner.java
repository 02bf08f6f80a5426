package org.adaptationlab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.journal.JournalHeader;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.loop.ModeRuns;
import org.adaptationlab.run.loop.RunContext;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.EarlierParts;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.ResultWriter;
import org.adaptationlab.run.record.RunLog;
import org.adaptationlab.score.Scorer;

/**
 * Runs a plan: mode after mode, adapt, serve, probe, warm up, ask every example, and write each answer to the journal
 * at once; at the end, also of a run that failed, the result files. Use an instance once.
 */
public final class LabRunner {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final int maxFailures;
    private final Instant started;
    private final TimeShares shares;
    private final RunChecks checks;
    private final Outcomes outcomes;
    private final ResultWriter writer;

    /** @param maxFailures failed calls after which the run ends, over all modes */
    public LabRunner(RunPlan plan, RunEnvironment environment, int maxFailures) {
        Scorer scorer = Scorer.of(plan.lab().task());
        this.plan = plan;
        this.environment = environment;
        this.maxFailures = maxFailures;
        this.started = environment.time().instant();
        this.shares = new TimeShares(environment.nanoClock());
        this.checks = new RunChecks(plan, environment, shares);
        this.outcomes = new Outcomes(scorer);
        this.writer = new ResultWriter(plan, environment, checks, scorer);
    }

    /**
     * Starts a run in a new folder. One that ends before anything was measured leaves no folder, but for one that was
     * interrupted: that can be resumed.
     *
     * @throws LabException when the run could not go on, such as after too many failed calls; the result files of what
     *     is finished are written all the same
     * @throws GuardException when a guard says that the run is void: before anything is measured where that is known
     *     then, else at the end, when all result files are there
     */
    public void start(RunFolder folder, String runId) {
        Journal journal = begin(folder, runId);
        RunLog log = log(journal, EarlierParts.NONE);
        try (journal) {
            run(folder, runId, log, EarlierParts.NONE);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (LabException e) {
            if (log.isEmpty()) {
                remove(folder, e);
            }
            throw e;
        }
    }

    private Journal begin(RunFolder folder, String runId) {
        try {
            checks.before();
            return Journal.create(folder.journal(), JournalHeader.of(runId, plan.digest()));
        } catch (LabException e) {
            remove(folder, e);
            throw e;
        }
    }

    /**
     * Goes on with a run that was stopped: what its journal holds is not asked again, but for calls that failed. A run
     * that was killed before its journal was begun is begun in its folder.
     *
     * @throws ResultFormatException when the run was started with another plan, or with an adapter that can't be had
     *     again, or its journal is gone
     * @throws GuardException as {@link #start}
     */
    public void resume(RunFolder folder) {
        if (folder.hasResults() && !folder.hasJournal()) {
            throw new ResultFormatException(
                    folder.path() + ": has results but no journal, and only the journal tells what"
                            + " is left to ask; start a new run without --resume");
        }
        checks.before();
        Journal.Resumed resumed = Journal.resume(folder.journal(), JournalHeader.of(folder.name(), plan.digest()));
        try (Journal journal = resumed.journal()) {
            EarlierParts earlier = EarlierParts.of(resumed.content());
            run(folder, resumed.content().header().runId(), log(journal, earlier), earlier);
        }
    }

    private RunLog log(Journal journal, EarlierParts earlier) {
        return new RunLog(journal, environment, shares, started, earlier);
    }

    private void run(RunFolder folder, String runId, RunLog log, EarlierParts earlier) {
        log.noteTime();
        try {
            measure(runId, log, earlier);
        } catch (RunInterruptedException e) {
            noteTime(log, e);
            throw e; // the journal holds what is finished
        } catch (LabException e) {
            noteTime(log, e);
            keepWhatIsFinished(log, folder, runId, e);
            throw e;
        }
        stopIfVoid(writer.write(folder, runId, log, null));
    }

    private static void noteTime(RunLog log, LabException failure) {
        try {
            log.noteTime();
        } catch (LabException e) {
            failure.addSuppressed(e); // such as a full disk, which is what the run failed of
        }
    }

    private void keepWhatIsFinished(RunLog log, RunFolder folder, String runId, LabException failure) {
        if (log.isEmpty()) {
            return;
        }
        try {
            writer.write(folder, runId, log, String.valueOf(failure.getMessage()));
        } catch (LabException e) {
            failure.addSuppressed(e); // such as a full disk, which is what the run failed of
        }
    }

    private static void remove(RunFolder folder, LabException failure) {
        try {
            Files.deleteIfExists(folder.journal());
            Files.deleteIfExists(folder.path());
        } catch (IOException e) {
            failure.addSuppressed(e); // it stays then, and harms nothing
        }
    }

    private static void stopIfVoid(List<GuardResult> stops) {
        if (!stops.isEmpty()) {
            throw new GuardException("the run is void, no claim may rest on it: "
                    + stops.stream()
                            .map(stop -> stop.name() + ": " + stop.detail())
                            .collect(Collectors.joining("; ")));
        }
    }

    /** Measures every mode; the served model is ended before the time shares are read. */
    private void measure(String runId, RunLog log, EarlierParts earlier) {
        RunContext context = new RunContext(plan, environment, shares, checks, log);
        try (ModeRuns runs = new ModeRuns(context, outcomes, runId, started, maxFailures, earlier.facts())) {
            runs.prepare();
            for (MeasuredMode mode : MeasuredMode.of(plan.modes())) {
                runs.of(mode).run();
                log.noteTime();
            }
        }
    }
}
