package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.InterruptNotice;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.TuningCandidate;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.TuningFile;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.run.LabRunner;
import org.adaptationlab.run.Resumption;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.tune.LabSettings;
import org.adaptationlab.tune.TuneOutcome;
import org.adaptationlab.tune.TunePlan;
import org.adaptationlab.tune.TunePlan.Fold;
import org.adaptationlab.tune.TuneRun;
import org.adaptationlab.tune.TuneTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab tune}: settings of the modes, chosen on training examples. */
@Command(
        name = "tune",
        description =
                "Choose the settings of a lab's modes among the candidates in its file, by cross-validation on its"
                        + " training examples; no test example is asked. The table is kept in tuning/ beside the lab file.",
        footer = {
            "",
            "Examples:",
            "  lab tune foundation-model-adaptation",
            "  lab tune foundation-model-adaptation --modes few-shot,nearest --limit 10",
            "  lab tune my-lab --write",
            "  lab tune my-lab --resume"
        })
final class TuneCommand implements Runnable {

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
            description = "Modes to tune; without it every mode that has candidates.")
    private List<String> modes = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most examples to ask in each fold, seeded and stratified (default: all).")
    private @Nullable Integer limit;

    @Option(names = "--write", description = "Put the chosen settings into the lab file; all else in it stays.")
    private boolean write;

    @Mixin
    private RuntimeOptions runtime;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the runs of the folds (default: results/ of the project).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "TUNE_ID",
            description = "Go on with a tuning that was stopped; without TUNE_ID the newest of this lab.")
    private @Nullable String resume;

    TuneCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabToResume named = LabToResume.of(spec, lab, resume);
        resume = named.id();
        LabDefinition definition = LabFileReader.read(context.labFile(named.lab()));
        RunRequest request = request();
        TunePlan.modes(definition, request.modes()); // a mistyped one is refused before a model is fetched
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try (Workbench bench =
                runtime.benches(context, progress, stopRequested::get).open(definition)) {
            progress.endLine();
            TunePlan plan =
                    TunePlan.of(definition, DatasetReader.read(definition), bench.base(), bench.runtime(), request);
            plan.remarks().forEach(progress::warn);
            TuneRun tuning = resume == null
                    ? TuneRun.start(request.out(), plan, RunIds.now(plan.digest()) + "-tune")
                    : TuneRun.goOn(request.out(), plan, resume);
            InterruptNotice.during(
                    () -> tuning.measure(new Folds(bench, progress, request)), () -> sayHowToGoOn(tuning.id()));
            progress.endLine();
            conclude(definition, tuning, TuneOutcome.of(plan, tuning.id(), limit, tuning.results()));
        } finally {
            progress.endLine();
        }
    }

    /** A fold is an ordinary run, with nothing else asked of it than its answers. */
    private final class Folds implements TuneRun.FoldRunner {

        private final Workbench bench;
        private final RunProgress progress;
        private final RunRequest request;

        private Folds(Workbench bench, RunProgress progress, RunRequest request) {
            this.bench = bench;
            this.progress = progress;
            this.request = request;
        }

        @Override
        public void start(Fold fold, RunFolder folder) {
            measure(fold, folder, runner -> runner.start(folder, folder.name()));
        }

        @Override
        public void resume(Fold fold, RunFolder folder) {
            measure(fold, folder, runner -> runner.resume(folder));
        }

        private void measure(Fold fold, RunFolder folder, Consumer<LabRunner> run) {
            progress.stage(fold.plan().lab().title() + ", "
                    + fold.plan().examples().size() + " examples, "
                    + fold.plan().modes().size() + " candidates");
            RunEnvironment environment = bench.environment(stopRequested::get, progress);
            int failures = request.failures().of(fold.plan().calls());
            try {
                run.accept(new LabRunner(fold.plan(), environment, failures));
            } catch (GuardException e) {
                if (!folder.hasResults() || !Resumption.isFinished(folder)) {
                    throw e;
                }
                // such as of a bad candidate that talks until the token limit: it has its score, and that is low
                progress.warn("fold " + fold.number() + ": " + e.getMessage());
            }
        }
    }

    private void conclude(LabDefinition definition, TuneRun tuning, TuneOutcome outcome) {
        TuningRecord record = TuningFile.add(definition.file(), definition.name(), outcome.records());
        TuneTable.write(definition.file(), record);
        context.out().print(TuneTable.text(definition.name(), outcome.records()));
        context.out().println();
        context.out()
                .println("Table: " + TuningFile.folder(definition.file()).resolve("tuning.txt") + ", answers: "
                        + tuning.folder());
        Map<String, TuningCandidate> winners = new LinkedHashMap<>();
        for (int i = 0; i < outcome.records().size(); i++) {
            winners.put(outcome.records().get(i).mode(), outcome.winners().get(i));
        }
        boolean changes =
                winners.values().stream().anyMatch(winner -> !winner.changes().isEmpty());
        if (!changes) {
            context.out().println("The lab file has these settings; nothing is to change.");
        } else if (write) {
            LabSettings.write(definition, winners)
                    .forEach(change -> context.out().println("Written to " + definition.file() + ": " + change));
        } else {
            context.out().println("To take them over: " + ResumeLine.of(spec, resume, tuning.id()) + " --write");
        }
    }

    private void sayHowToGoOn(String id) {
        stopRequested.set(true);
        ResumeLine.print(context, spec, resume, id);
    }

    private RunRequest request() {
        Arguments.requireAtLeastOne(spec, "--limit", limit);
        Arguments.requireNamed(spec, modes);
        Path results = context.results(out);
        return new RunRequest(modes, limit, null, 1, null, results, FailureLimit.USUAL);
    }
}
