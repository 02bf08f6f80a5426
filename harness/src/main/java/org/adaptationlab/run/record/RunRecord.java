package org.adaptationlab.run.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;
import org.adaptationlab.run.environment.MachineReader;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.guard.RunChecks;
import org.adaptationlab.run.loop.AdaptedMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.score.Scorer;
import org.adaptationlab.train.TrainingLog;
import org.jspecify.annotations.Nullable;

/** Collects what a run finds out, passes it on to the listener, and writes the result files at the end. */
public final class RunRecord implements RunListener {

    private final RunPlan plan;
    private final RunEnvironment environment;
    private final TimeShares shares;
    private final Scorer scorer;
    private final RunChecks checks;
    private final Instant started;
    private final List<RunPart> earlierParts;
    private final List<ExampleResult> results;
    private final List<Provenance.LatencyProbe> probes;
    private final List<Provenance.ModeRecord> modes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param earlier what the run holds from before it was resumed */
    public RunRecord(
            RunPlan plan,
            RunEnvironment environment,
            TimeShares shares,
            RunChecks checks,
            Scorer scorer,
            EarlierParts earlier) {
        this.plan = plan;
        this.environment = environment;
        this.shares = shares;
        this.checks = checks;
        this.scorer = scorer;
        this.started = environment.time().instant();
        this.earlierParts = earlier.parts();
        this.results = new ArrayList<>(earlier.results());
        this.probes = new ArrayList<>(earlier.probes());
    }

    /** The results so far, those from before with them. */
    public List<ExampleResult> results() {
        return List.copyOf(results);
    }

    public void add(ExampleResult result) {
        results.add(result);
    }

    /** A probe replaces the one of the same mode from before the run was resumed. */
    public void add(Provenance.LatencyProbe probe) {
        probes.removeIf(earlier ->
                earlier.mode().equals(probe.mode()) && Objects.equals(earlier.adapterSeed(), probe.adapterSeed()));
        probes.add(probe);
    }

    /** A mode that no adapter was trained for. */
    public void add(ModeFacts facts, List<Provenance.Turn> prompt) {
        modes.add(new Provenance.ModeRecord(facts, prompt, null));
    }

    public void add(AdaptedMode arm, ModeFacts facts) {
        List<Provenance.Turn> prompt = arm
                .prepared()
                .prompts()
                .question(plan.examples().get(0))
                .messages()
                .stream()
                .map(message -> new Provenance.Turn(message.role().word(), message.text()))
                .toList();
        TrainingLog log = arm.adapter() == null ? null : arm.adapter().log();
        modes.add(new Provenance.ModeRecord(facts, prompt, log == null ? null : training(log)));
        if (facts.serverRestarts() > 0) {
            warn(arm.arm().label() + ": the serving process died and was started again " + facts.serverRestarts()
                    + " time(s); the calls it broke are counted as retries");
        }
    }

    /** This part of the run so far. */
    public RunPart part() {
        return new RunPart(
                started,
                Provenance.WallSeconds.of(
                        shares.wall(), shares.model(), shares.training(), shares.serving(), shares.indexing()),
                warnings);
    }

    /** Once each: a part that was resumed may have given those of the part before again. */
    private List<String> warningsOfAllParts() {
        return Stream.concat(earlierParts.stream(), Stream.of(part()))
                .flatMap(part -> part.warnings().stream())
                .distinct()
                .toList();
    }

    /** Writes the CSV files and run.json, and returns the guards that say that the run is void. */
    public List<GuardResult> write(RunFolder folder, String runId, @Nullable String failure) {
        List<ExampleResult> rows = inOrder();
        RunResults results = RunResults.of(provenance(runId, failure), rows, scorer.metric())
                .withScores(new FurtherScores(plan, scorer).of(rows));
        RunResults guarded = results.withGuards(checks.after(results));
        guarded.write(folder);
        return guarded.provenance().stops();
    }

    /** In the order of the plan: a resumed run may have asked failed examples again at another time. */
    private List<ExampleResult> inOrder() {
        List<String> modeNames = plan.modes().stream().map(ModeDefinition::name).toList();
        List<String> ids = plan.examples().stream().map(Example::id).toList();
        return results.stream()
                .sorted(Comparator.<ExampleResult>comparingInt(
                                row -> modeNames.indexOf(row.mode().mode()))
                        .thenComparing(
                                row -> Objects.requireNonNullElse(row.mode().adapterSeed(), 0L))
                        .thenComparingInt(ExampleResult::repetition)
                        .thenComparingInt(row -> ids.indexOf(row.exampleId())))
                .toList();
    }

    @Override
    public void stage(String what) {
        environment.listener().stage(what);
    }

    @Override
    public void warn(String what) {
        warnings.add(what);
        environment.listener().warn(what);
    }

    @Override
    public void trainingStep(int step, int steps, double loss) {
        environment.listener().trainingStep(step, steps, loss);
    }

    @Override
    public void answered(String mode, int done, int total, int right) {
        environment.listener().answered(mode, done, total, right);
    }

    @Override
    public void modeDone(String mode) {
        environment.listener().modeDone(mode);
    }

    private Provenance provenance(String runId, @Nullable String failure) {
        PlanCopy copy = new PlanCopy(plan, environment.runtime());
        return new Provenance(
                Provenance.SCHEMA,
                copy.identity(runId),
                environment.harnessVersion(),
                earlierParts.isEmpty() ? started : earlierParts.get(0).started(),
                environment.time().instant(),
                failure,
                copy.lab(scorer.metric()),
                copy.selection(),
                copy.model(),
                copy.sampling(),
                modes,
                MachineReader.read(),
                earlierParts.stream().map(RunPart::seconds).reduce(part().seconds(), Provenance.WallSeconds::plus),
                warningsOfAllParts(),
                List.of(),
                probes,
                environment.cost(),
                null);
    }

    private static Provenance.Training training(TrainingLog log) {
        return new Provenance.Training(log.losses(), log.seconds(), log.tokensPerSecond(), log.peakRssMb());
    }
}
