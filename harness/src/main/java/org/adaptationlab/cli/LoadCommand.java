package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.InterruptNotice;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.report.LoadReport;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.environment.ClientProcessor;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.load.LoadRequest;
import org.adaptationlab.run.load.LoadRunner;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.start.Workbench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab load}: how a server answers the prompts of each mode when it is asked many at once. */
@Command(
        name = "load",
        description = "Measure throughput, latency and cost of each mode with many requests in flight.",
        footer = {
            "",
            "Examples:",
            "  lab load my-lab --runtime openai --endpoint http://gpu:8000/v1",
            "  lab load my-lab --in-flight 1,8,32 --modes prompt,rag --requests 200",
            "  lab load my-lab --resume"
        })
final class LoadCommand implements Runnable {

    private final CliContext context;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAB", description = "A name under labs/, or the path of a lab.yaml.")
    private String lab;

    @Option(
            names = "--in-flight",
            split = ",",
            paramLabel = "N",
            description =
                    "Numbers of requests in flight, from few to many (default: 1,4,16,64); a mode ends earlier where"
                            + " its server is saturated.")
    private List<Integer> inFlight = LoadRequest.USUAL_IN_FLIGHT;

    @Option(
            names = "--modes",
            split = ",",
            paramLabel = "MODE",
            description = "Modes to ask, controls too; without it every mode that is no control.")
    private List<String> modes = List.of();

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Requests of a repetition (default: four of each caller, 32 at least).")
    private @Nullable Integer requests;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each point is measured (default: ${DEFAULT-VALUE}).")
    private int repetitions = LoadRequest.USUAL_REPETITIONS;

    @Mixin
    private RuntimeOptions runtime;

    @Option(
            names = "--run",
            paramLabel = "RUN_DIR",
            description =
                    "The run whose qualities are used for the price of a right answer (default: the newest of the same"
                            + " lab, model and data).")
    private @Nullable Path run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for results, a folder per lab and load in it (default: results/ of the project).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "LOAD_ID",
            description = "Go on with a load that was stopped; without LOAD_ID the newest of this lab.")
    private @Nullable String resume;

    LoadCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LoadRequest request = request();
        LabDefinition definition = LabFileReader.read(context.labFile(lab));
        List<ModeDefinition> asked = RunPlanner.modes(definition, modes);
        if (definition.vary() != null) {
            throw new LabDefinitionException(
                    definition.file()
                            + ": varies a setting, and a load is measured at one value: take \"vary\" out, or name a lab without it");
        }
        if (asked.stream().allMatch(mode -> mode.adaptation().classifier().isPresent())) {
            throw new LabDefinitionException(
                    definition.file() + ": none of the modes asks a model, so there is no server to be loaded");
        }
        Dataset dataset = DatasetReader.read(definition);
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try (Workbench bench =
                runtime.benches(context, progress, stopRequested::get).open(definition)) {
            progress.endLine();
            RunPlan plan = RunPlanner.plan(
                    definition,
                    dataset,
                    bench.base(),
                    bench.runtime(),
                    new RunRequest(modes, LabDefinition.ALL, null, 1, 1, context.results(out), FailureLimit.USUAL));
            measure(plan, request, bench.environment(stopRequested::get, progress));
        } finally {
            progress.endLine();
        }
    }

    private void measure(RunPlan plan, LoadRequest request, RunEnvironment environment) {
        LoadRunner runner = new LoadRunner(plan, request, environment, ClientProcessor.OF_THIS_PROCESS);
        String labName = plan.lab().name();
        LoadFolder folder = resume == null
                ? LoadFolder.create(context.results(out), labName, RunIds.now(plan.digest()))
                : unfinished(labName, resume);
        LoadResults[] measured = new LoadResults[1];
        InterruptNotice.during(
                () -> measured[0] = folder.alone(() -> resume == null ? runner.start(folder) : runner.resume(folder)),
                () -> sayHowToGoOn(folder));
        show(folder, measured[0]);
    }

    private void show(LoadFolder folder, LoadResults load) {
        RunResults qualities = run == null
                ? LoadReport.runOf(context.results(out), load).orElse(null)
                : RunResults.read(RunFolder.open(context.resolve(run)));
        if (run != null && qualities != null) {
            LoadReport.requireOf(folder.path(), qualities);
        }
        LoadReport.write(folder, load, qualities);
        context.out().print(LoadReport.text(load, qualities));
        context.out().println();
        context.out().println("Load: " + folder.page());
    }

    private LoadFolder unfinished(String labName, String id) {
        if (!id.isEmpty()) {
            LoadFolder named =
                    LoadFolder.open(context.results(out).resolve(labName).resolve(id));
            if (LoadResults.read(named).record().finished()) {
                throw new ResultFormatException(named.path()
                        + ": this load is finished, nothing is left to resume; start one without --resume");
            }
            return named;
        }
        return LoadFolder.list(context.results(out), labName).stream()
                .filter(folder -> !LoadResults.read(folder).record().finished())
                .findFirst()
                .orElseThrow(() -> new ResultFormatException(context.results(out)
                                .resolve(labName) + ": has no load that was stopped; start one without --resume"));
    }

    private void sayHowToGoOn(LoadFolder folder) {
        stopRequested.set(true);
        context.err().println();
        context.err()
                .println("interrupted; finished points are kept, go on with the same command and --resume "
                        + folder.name());
        context.err().flush();
    }

    private LoadRequest request() {
        boolean rising = !inFlight.isEmpty();
        for (int i = 0; i < inFlight.size(); i++) {
            int number = inFlight.get(i);
            rising &= number >= 1 && number <= LoadRequest.MOST_IN_FLIGHT && (i == 0 || number > inFlight.get(i - 1));
        }
        if (!rising) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--in-flight is " + inFlight + "; numbers from 1 to " + LoadRequest.MOST_IN_FLIGHT
                            + ", from few to many, with commas between them are allowed");
        }
        Arguments.requireAtLeastOne(spec, "--requests", requests);
        Arguments.requireAtLeastOne(spec, "--repetitions", repetitions);
        return new LoadRequest(inFlight, requests, repetitions, LoadRequest.USUAL_WARM_UP);
    }
}
