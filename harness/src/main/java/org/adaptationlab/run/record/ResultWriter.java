package org.adaptationlab.run.record;

import java.util.List;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.EmbedderCopy;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.environment.MachineReader;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.score.Scorer;
import org.jspecify.annotations.Nullable;

/** Makes the result files of what a run has found out. */
public final class ResultWriter {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final RunChecks checks;
    private final Scorer scorer;

    public ResultWriter(RunPlan plan, RunEnvironment environment, RunChecks checks, Scorer scorer) {
        this.plan = plan;
        this.environment = environment;
        this.checks = checks;
        this.scorer = scorer;
    }

    /**
     * Writes the CSV files and run.json.
     *
     * @param failure why the run ended early, null where it did not
     * @return the guards that say that the run is void
     */
    public List<GuardResult> write(RunFolder folder, String runId, RunLog log, @Nullable String failure) {
        List<ExampleResult> rows = new PlanOrder(plan).of(log.rows());
        RunResults results = RunResults.undecided(
                provenance(runId, log, failure), rows, new FurtherScores(plan, scorer).of(rows), scorer.metric());
        RunResults guarded = results.withGuards(checks.after(results));
        guarded.write(folder);
        return guarded.provenance().stops();
    }

    /** Only where a measured mode needs vectors, and they were made. */
    private @Nullable EmbedderCopy embedder() {
        boolean needed = plan.modes().stream().map(mode -> mode.adaptation()).anyMatch(AdaptationSpec::needsVectors);
        return needed
                ? environment
                        .indexes()
                        .embedder()
                        .known()
                        .map(known -> new EmbedderCopy(known.name(), known.digest(), known.length()))
                        .orElse(null)
                : null;
    }

    private Provenance provenance(String runId, RunLog log, @Nullable String failure) {
        PlanCopy copy = new PlanCopy(plan, environment.runtime());
        return new Provenance(
                Provenance.SCHEMA,
                copy.identity(runId),
                environment.harnessVersion(),
                log.runStarted(),
                environment.time().instant(),
                failure,
                copy.lab(scorer.metric()),
                copy.selection(),
                copy.model(),
                copy.sampling(),
                log.modes(),
                MachineReader.read(environment.runtime().isElsewhere()),
                log.seconds(),
                log.warningsOfAllParts(),
                List.of(),
                log.probes(),
                environment.cost(),
                null,
                copy.requests(),
                ManyAtOnce.of(plan.inFlight(), log.rows(), log.alone()),
                TuningNotes.of(plan).copy(),
                embedder());
    }
}
