package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.InterruptNotice;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.environment.TrainingProgress;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.adaptationlab.train.job.TrainingLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab train}: the adapter of a mode, without measuring it. */
@Command(
        name = "train",
        description =
                "Train the LoRA adapter of a mode; a run with the same data and settings finds it and trains nothing.",
        footer = {
            "",
            "Examples:",
            "  lab train foundation-model-adaptation",
            "  lab train foundation-model-adaptation --mode lora --seed 2 --out lora-2.gguf",
            "  lab train foundation-model-adaptation --out lora-peft/"
        })
final class TrainCommand implements Runnable {

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "LAB", description = "A name under labs/, or the path of a lab.yaml.")
    private String lab;

    @Option(names = "--mode", paramLabel = "M", description = "The mode to train for; needed where several train one.")
    private @Nullable String mode;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Adapter seed (default: all of the mode, trained together).")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE|FOLDER/",
            description =
                    "Where to put a copy of the adapter and its manifest: a GGUF file, or a folder in PEFT's form;"
                            + " of several adapters each gets its seed in the name.")
    private @Nullable String out;

    @Mixin
    private RuntimeOptions runtime;

    TrainCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabDefinition definition = LabFileReader.read(context.labFile(lab));
        ModeDefinition trained = mode(definition);
        AdapterSource.Trained source = trained.adaptation().training().orElseThrow();
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try (Workbench bench = runtime.open(context, definition, progress)) {
            RunRequest request =
                    new RunRequest(List.of(), null, null, 1, null, context.workingDirectory(), FailureLimit.USUAL);
            RunPlan plan =
                    RunPlanner.plan(definition, DatasetReader.read(definition), bench.base(), bench.runtime(), request);
            List<Long> seeds = seed == null ? source.seeds() : List.of(seed);
            List<TrainedAdapter> adapters = new ArrayList<>();
            InterruptNotice.during(
                    () -> adapters.addAll(train(bench, plan, trained, source, seeds, progress)), this::sayWhatIsKept);
            progress.endLine();
            for (int i = 0; i < seeds.size(); i++) {
                report(adapters.get(i), seeds.get(i), seeds.size());
            }
        } finally {
            progress.endLine();
        }
    }

    private void sayWhatIsKept() {
        context.err().println();
        context.err()
                .println("interrupted; adapters that were finished are kept, and nothing of others; go on with the same"
                        + " command");
        context.err().flush();
    }

    private static List<TrainedAdapter> train(
            Workbench bench,
            RunPlan plan,
            ModeDefinition trained,
            AdapterSource.Trained source,
            List<Long> seeds,
            RunProgress progress) {
        try (ModePrompts prompts = new ModePrompts(plan, bench.indexes(), System::nanoTime)) {
            List<TrainingPlan> trainings = prompts.trainingPlans(
                    plan.base(), trained, prompts.prepare(trained).prompts(), source, seeds);
            progress.stage("training for " + trained.name() + ", " + seeds(seeds));
            return bench.adapters(trainings, TrainingProgress.to(progress));
        }
    }

    private static String seeds(List<Long> seeds) {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** @param count of the adapters that are reported, each with a copy of its own name */
    private void report(TrainedAdapter adapter, long ofSeed, int count) {
        TrainingLog log = adapter.log();
        List<Double> losses = log.losses();
        context.out()
                .printf(
                        Locale.ROOT,
                        "seed %d: %s in %.0f s at %.0f tokens/s, loss %.3f to %.3f, peak memory %d MB%n",
                        ofSeed,
                        adapter.reused() ? "found in the cache, trained" : "trained",
                        log.seconds(),
                        log.tokensPerSecond(),
                        losses.get(0),
                        losses.get(losses.size() - 1),
                        log.peakRssMb());
        context.out().println("  " + (out == null ? cached(adapter) : copied(adapter, copyName(out, ofSeed, count))));
        context.out().println("  sha256 " + adapter.digest());
    }

    private String copyName(String named, long ofSeed, int count) {
        return count == 1 ? named : TrainedCopy.ofSeed(named, context.resolve(Path.of(named)), ofSeed);
    }

    private static Path cached(TrainedAdapter adapter) {
        return Objects.requireNonNullElse(adapter.file(), adapter.peftFolder());
    }

    private Path copied(TrainedAdapter adapter, String named) {
        Path target = context.resolve(Path.of(named));
        return TrainedCopy.isFolder(named, target)
                ? TrainedCopy.folder(adapter, target)
                : TrainedCopy.file(adapter, target);
    }

    private ModeDefinition mode(LabDefinition definition) {
        List<ModeDefinition> trainable = definition.modes().stream()
                .filter(one -> one.adaptation().training().isPresent())
                .toList();
        List<String> names = trainable.stream().map(ModeDefinition::name).toList();
        if (mode == null && trainable.size() == 1) {
            return trainable.get(0);
        }
        return trainable.stream()
                .filter(one -> one.name().equals(mode))
                .findFirst()
                .orElseThrow(() -> new LabDefinitionException(definition.file()
                        + (mode == null ? ": name the mode to train with --mode" : ": no trained mode \"" + mode + "\"")
                        + "; modes with adapter: {train: …}: "
                        + (names.isEmpty() ? "none" : String.join(", ", names))));
    }
}
