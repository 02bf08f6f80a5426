package org.adaptationlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.InterruptNotice;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetFindings;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.report.CurveReport;
import org.adaptationlab.report.Reports;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.LabRunner;
import org.adaptationlab.run.Resumption;
import org.adaptationlab.run.VariedAdapters;
import org.adaptationlab.run.VariedRun;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.plan.VariedPlan;
import org.adaptationlab.run.start.VariedBenches;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.run.start.Workbenches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab run}: the main job. */
@Command(
        name = "run",
        description = "Run the same examples through the same model in each mode, and write results and reports.",
        footer = {
            "",
            "Examples:",
            "  lab run foundation-model-adaptation",
            "  lab run foundation-model-adaptation --limit 20 --modes prompt,nearest",
            "  lab run some/folder/lab.yaml --out my-results",
            "  lab run foundation-model-adaptation --resume"
        })
final class RunCommand implements Runnable {

    private final CliContext context;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            hideParamSyntax = true,
            paramLabel = "LAB",
            description = "A name under labs/, or the path of a lab.yaml.")
    private @Nullable String lab;

    @Option(
            names = "--modes",
            split = ",",
            paramLabel = "MODE",
            description = "Modes to measure, controls too; without it every mode that is no control.")
    private List<String> modes = List.of();

    @Mixin
    private MeasuredPart part;

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private ShardOptions shards;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the sampler instead of the lab file's; the chosen examples stay the same.")
    private @Nullable Long seed;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each example is asked (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            converter = InFlightConverter.class,
            description = "Questions of a mode asked at once (default: the lab file's, else 1).")
    private @Nullable Integer inFlight;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for results, a folder per lab and run in it (default: results/ of the project).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "RUN_ID",
            description = "Go on with a run that was stopped; without RUN_ID the newest of this lab. A shard that was"
                    + " not begun is begun.")
    private @Nullable String resume;

    @Option(
            names = "--max-failures",
            paramLabel = "N|P%%",
            description =
                    "Failed calls a run may lose before it ends as failed, as a number or a share of all (default: 10, or"
                            + " 1 %% where that is more).")
    private @Nullable String maxFailures;

    RunCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabToResume named = LabToResume.of(spec, lab, resume);
        resume = named.id();
        RunRequest given = request();
        RunProgress progress = new RunProgress(context, System::nanoTime);
        Workbenches benches = runtime.benches(context, progress, stopRequested::get);
        LabDefinition definition = LabFileReader.read(context.labFile(named.lab()));
        RunRequest request = part.of(given, definition);
        RunPlanner.modes(definition, request.modes()); // a mistyped one is refused before a model is fetched
        runtime.refuseModelThatVaries(definition, spec);
        shards.refuseVaried(definition, spec);
        Dataset dataset = DatasetReader.read(definition);
        new FindingsText(context).warnings(DatasetFindings.of(definition, dataset));
        try {
            if (definition.vary() == null) {
                measure(definition, dataset, benches, request, progress);
            } else {
                vary(definition, dataset, benches, request, progress);
            }
        } finally {
            progress.endLine();
        }
    }

    private void measure(
            LabDefinition definition, Dataset dataset, Workbenches benches, RunRequest request, RunProgress progress) {
        try (Workbench bench = benches.open(definition)) {
            progress.endLine();
            RunPlan plan = RunPlanner.plan(definition, dataset, bench.base(), bench.runtime(), request);
            sayIfCapped(request, definition, plan, progress);
            measure(plan, bench, request, progress);
        }
    }

    private void measure(RunPlan plan, Workbench bench, RunRequest request, RunProgress progress) {
        RunEnvironment environment = bench.environment(stopRequested::get, progress);
        LabRunner runner = new LabRunner(plan, environment, request.failures().of(plan.calls()));
        Optional<RunFolder> begun = resume == null ? Optional.empty() : Resumption.of(plan, request.out(), resume);
        if (begun.isPresent()) {
            RunFolder folder = begun.get();
            boolean named = plan.shard() == null || !"".equals(resume); // a scheduler may start a finished shard again
            if (named && Resumption.isFinished(folder) && Reports.areThere(folder)) {
                throw new ResultFormatException(folder.path()
                        + ": this run is finished, nothing is left to resume; start one without --resume, name another,"
                        + " or write its reports again with lab report");
            }
            RunResults results = Resumption.isFinished(folder)
                    ? Reports.write(folder) // it was killed before they were written
                    : withReports(folder, folder.name(), () -> runner.resume(folder));
            show(folder, results, progress);
        } else {
            String id = RunIds.now(plan.digest(), plan.shard());
            RunFolder folder = RunFolder.createFree(request.out(), plan.lab().name(), id);
            show(folder, withReports(folder, folder.name(), () -> runner.start(folder, folder.name())), progress);
        }
    }

    private void show(RunFolder folder, RunResults results, RunProgress progress) {
        progress.endLine();
        ReportCommand.show(folder, results, context);
    }

    private void vary(
            LabDefinition definition,
            Dataset dataset,
            Workbenches workbenches,
            RunRequest request,
            RunProgress progress) {
        try (VariedBenches benches = VariedBenches.of(definition, workbenches)) {
            vary(definition, dataset, benches, request, progress);
        }
    }

    /** All values are planned, and so their models found, before anything is measured. */
    private void vary(
            LabDefinition definition,
            Dataset dataset,
            VariedBenches benches,
            RunRequest request,
            RunProgress progress) {
        List<VariedPlan> plans = VariedPlan.of(
                definition,
                point -> benches.at(
                        point, bench -> RunPlanner.plan(point, dataset, bench.base(), bench.runtime(), request)));
        progress.endLine();
        sayIfCapped(request, definition, plans.get(0).plan(), progress);
        VariedRun varied = resume == null
                ? VariedRun.start(request.out(), definition, plans, RunIds.now(VariedRun.digest(plans)))
                : VariedRun.goOn(request.out(), definition, plans, resume);
        VariedAdapters adapters = new VariedAdapters(plans);
        varied.measure((point, folder) -> {
            progress.stage(point.plan().lab().title());
            benches.at(point.plan().lab(), bench -> {
                RunEnvironment environment = bench.environment(stopRequested::get, progress);
                LabRunner runner = new LabRunner(
                        point.plan(),
                        environment,
                        request.failures().of(point.plan().calls()));
                InterruptNotice.during(
                        () -> adapters.train(point.plan(), environment), () -> sayHowToGoOn(varied.id()));
                return Files.exists(folder.path())
                        ? withReports(folder, varied.id(), () -> runner.resume(folder))
                        : fresh(folder, request, definition, varied, runner);
            });
            CurveReport.write(varied.folder());
        });
        varied.runs().stream()
                .filter(run -> !Reports.areThere(run)) // it was killed before they were written
                .forEach(Reports::write);
        CurveReport.write(varied.folder());
        progress.endLine();
        ReportCommand.show(varied.folder(), context);
    }

    private RunResults fresh(
            RunFolder wanted, RunRequest request, LabDefinition definition, VariedRun varied, LabRunner runner) {
        RunFolder fresh = RunFolder.create(request.out(), definition.name(), wanted.name());
        return withReports(fresh, varied.id(), () -> runner.start(fresh, wanted.name()));
    }

    private static void sayIfCapped(RunRequest request, LabDefinition definition, RunPlan plan, RunProgress progress) {
        int asked = request.limit() == null ? definition.limit() : request.limit();
        if (asked != LabDefinition.ALL && asked > plan.selected().size()) {
            progress.warn("the limit is " + asked + ", but there are only "
                    + plan.selected().size() + " test examples; all of them are measured");
        }
    }

    /** The results of the run. One that failed or is void has reports too: of what was finished. */
    private RunResults withReports(RunFolder folder, String resumeId, Runnable run) {
        try {
            InterruptNotice.during(run, () -> sayHowToGoOn(resumeId));
        } catch (LabException e) {
            if (folder.hasResults()) {
                RunResults results = Reports.write(folder);
                if (e instanceof GuardException) {
                    ReportCommand.show(folder, results, context);
                }
            }
            throw e;
        }
        return Reports.write(folder);
    }

    private void sayHowToGoOn(String resumeId) {
        stopRequested.set(true);
        ResumeLine.print(context, spec, resume, resumeId);
    }

    private RunRequest request() {
        Arguments.requireAtLeastOne(spec, "--repetitions", repetitions);
        Arguments.requireNamed(spec, modes);
        Path results = context.results(out);
        return new RunRequest(
                modes, part.limit(spec), seed, repetitions, inFlight, results, failures(), shards.of(context, spec));
    }

    private FailureLimit failures() {
        return maxFailures == null
                ? FailureLimit.USUAL
                : FailureLimit.parse(maxFailures)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--max-failures is \"" + maxFailures
                                        + "\"; a whole number from 0, or a share such as 2% is" + " allowed"));
    }
}
