package org.adaptationlab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.journal.JournalHeader;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.loop.ClassifierRun;
import org.adaptationlab.run.loop.LatencyProber;
import org.adaptationlab.run.loop.MeasuredLoop;
import org.adaptationlab.run.loop.ModePreparation;
import org.adaptationlab.run.loop.ModelRun;
import org.adaptationlab.run.loop.ServedModels;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.record.EarlierParts;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.RunRecord;
import org.adaptationlab.score.Scorer;

/**
 * Runs a plan: mode after mode, adapt, serve, probe, warm up, ask every example, and write each answer to the journal at
 * once; at the end, also of a run that failed, the result files. Use an instance once.
 */
public final class LabRunner {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final int maxFailures;
    private final Scorer scorer;
    private final TimeShares shares;
    private final RunChecks checks;

    /** @param maxFailures failed calls after which the run ends, over all modes */
    public LabRunner(RunPlan plan, RunEnvironment environment, int maxFailures) {
        this.plan = plan;
        this.environment = environment;
        this.maxFailures = maxFailures;
        this.scorer = Scorer.of(plan.lab().task());
        this.shares = new TimeShares(environment.nanoClock());
        this.checks = new RunChecks(plan, environment, shares);
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
        RunRecord record = record(EarlierParts.NONE);
        try {
            checks.before();
            try (Journal journal = Journal.create(folder.journal(), JournalHeader.of(runId, plan.digest()))) {
                run(folder, runId, journal, record, EarlierParts.NONE);
            }
        } catch (RunInterruptedException e) {
            throw e;
        } catch (LabException e) {
            if (record.results().isEmpty()) {
                remove(folder, e);
            }
            throw e;
        }
    }

    /**
     * Goes on with a run that was stopped: what its journal holds is not asked again, but for calls that failed.
     *
     * @throws org.adaptationlab.problem.ResultFormatException when the run was started with another plan, or with an
     *     adapter that can't be had again
     * @throws GuardException as {@link #start}
     */
    public void resume(RunFolder folder) {
        checks.before();
        Journal.Resumed resumed = Journal.resume(folder.journal(), plan.digest());
        try (Journal journal = resumed.journal()) {
            EarlierParts earlier = EarlierParts.of(resumed.content());
            run(folder, resumed.content().header().runId(), journal, record(earlier), earlier);
        }
    }

    private RunRecord record(EarlierParts earlier) {
        return new RunRecord(plan, environment, shares, checks, scorer, earlier);
    }

    private void run(RunFolder folder, String runId, Journal journal, RunRecord record, EarlierParts earlier) {
        journal.append(record.part());
        try {
            measure(runId, record, journal, earlier);
        } catch (RunInterruptedException e) {
            noteTime(record, journal, e);
            throw e; // the journal holds what is finished
        } catch (LabException e) {
            noteTime(record, journal, e);
            keepWhatIsFinished(record, folder, runId, e);
            throw e;
        }
        stopIfVoid(record.write(folder, runId, null));
    }

    private static void noteTime(RunRecord record, Journal journal, LabException failure) {
        try {
            journal.append(record.part());
        } catch (LabException e) {
            failure.addSuppressed(e); // such as a full disk, which is what the run failed of
        }
    }

    private static void keepWhatIsFinished(RunRecord record, RunFolder folder, String runId, LabException failure) {
        if (record.results().isEmpty()) {
            return;
        }
        try {
            record.write(folder, runId, String.valueOf(failure.getMessage()));
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

    /** Measures every arm; the served model is ended before the time shares are read. */
    private void measure(String runId, RunRecord record, Journal journal, EarlierParts earlier) {
        MeasuredLoop loop =
                new MeasuredLoop(plan, environment, journal, record, new Outcomes(scorer), shares, maxFailures);
        LatencyProber prober =
                new LatencyProber(plan.sampling(), shares, runId, record.part().started());
        try (ServedModels models = new ServedModels(environment.runtime(), plan.base(), plan.sampling(), shares);
                ModePrompts prompts = new ModePrompts(plan, environment.indexes(), environment.nanoClock())) {
            ModePreparation preparation =
                    new ModePreparation(plan, environment, prompts, models, shares, record, checks, earlier.facts());
            for (MeasuredMode arm : MeasuredMode.of(plan.modes())) {
                if (arm.mode().adaptation() instanceof ClassifierSpec spec) {
                    new ClassifierRun(arm, spec, plan, environment, shares).run(loop, journal, record);
                } else {
                    new ModelRun(arm, preparation, loop, prober, checks, journal, record).run();
                }
                journal.append(record.part());
            }
        }
    }
}
