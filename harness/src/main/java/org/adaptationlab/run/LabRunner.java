package org.adaptationlab.run;

import java.util.List;
import org.adaptationlab.measure.Scorer;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.Journal;
import org.adaptationlab.result.JournalContent;
import org.adaptationlab.result.JournalHeader;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.Outcome;
import org.adaptationlab.result.RunFolder;

/**
 * Runs a plan: mode after mode, adapt, serve, warm up, ask every example, and write each answer to the journal at once;
 * at the end, also of a run that failed, the result files. Use an instance once.
 */
public final class LabRunner {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final int maxFailures;
    private final Scorer scorer;
    private final TimeShares shares;

    /** @param maxFailures failed calls after which the run ends, over all modes */
    public LabRunner(RunPlan plan, RunEnvironment environment, int maxFailures) {
        this.plan = plan;
        this.environment = environment;
        this.maxFailures = maxFailures;
        this.scorer = Scorer.of(plan.lab().task());
        this.shares = new TimeShares(environment.nanoClock());
    }

    /**
     * Starts a run in a new folder.
     *
     * @throws LabException when the run could not go on, such as after too many failed calls; the result files of what
     *     is finished are written all the same
     */
    public void start(RunFolder folder, String runId) {
        try (Journal journal = Journal.create(folder.journal(), JournalHeader.of(runId, plan.digest()))) {
            run(folder, runId, journal, List.of(), List.of());
        }
    }

    /**
     * Goes on with a run that was stopped: what its journal holds is not asked again, but for calls that failed.
     *
     * @throws org.adaptationlab.problem.ResultFormatException when the run was started with another plan, or with an
     *     adapter that can't be had again
     */
    public void resume(RunFolder folder) {
        Journal.Resumed resumed = Journal.resume(folder.journal(), plan.digest());
        JournalContent content = resumed.content();
        try (Journal journal = resumed.journal()) {
            run(folder, content.header().runId(), journal, withoutFailed(content.examples()), content.facts());
        }
    }

    /** Failed calls are asked again: whatever made them fail may be mended by now. */
    private static List<ExampleResult> withoutFailed(List<ExampleResult> results) {
        return results.stream()
                .filter(result -> !(result.outcome() instanceof Outcome.Failed))
                .toList();
    }

    private void run(
            RunFolder folder, String runId, Journal journal, List<ExampleResult> before, List<ModeFacts> facts) {
        RunRecord record = new RunRecord(plan, environment, shares, scorer, before);
        try {
            measure(record, journal, facts);
        } catch (RunInterruptedException e) {
            throw e; // the journal holds what is finished
        } catch (LabException e) {
            keepWhatIsFinished(record, folder, runId, e);
            throw e;
        }
        record.write(folder, runId, null);
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

    /** Measures every arm; the served model is ended before the time shares are read. */
    private void measure(RunRecord record, Journal journal, List<ModeFacts> facts) {
        MeasuredLoop loop =
                new MeasuredLoop(plan, environment, journal, record, new Outcomes(scorer), shares, maxFailures);
        try (ServedModels models = new ServedModels(environment.runtime(), plan.base(), plan.sampling(), shares);
                ModePrompts prompts = new ModePrompts(plan, environment.indexes(), environment.nanoClock())) {
            ArmPreparation preparation = new ArmPreparation(plan, environment, prompts, models, shares, record, facts);
            ModeArm.of(plan.modes()).forEach(preparation::requireUsableAdapter);
            for (ModeArm arm : ModeArm.of(plan.modes())) {
                ArmRun armRun = new ArmRun(arm, preparation, loop, journal, record);
                armRun.run();
            }
        }
    }
}
