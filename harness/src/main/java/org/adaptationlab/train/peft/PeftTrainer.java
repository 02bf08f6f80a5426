package org.adaptationlab.train.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainerRelay;
import org.adaptationlab.train.job.TrainerThreads;
import org.adaptationlab.train.job.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Trains with PEFT in a Python process: on a graphics card where there is one, else on the processor. */
public final class PeftTrainer implements Trainer {

    /** To be raised when a change of the Python programs changes adapters. */
    private static final int VERSION = 1;

    /** Those that gguf_model.py makes transformers' models of. */
    private static final SortedSet<String> FAMILIES =
            new TreeSet<>(Set.of("gemma3", "llama", "phi3", "qwen2", "qwen3"));

    private final TrainerEnvironment environment;

    public PeftTrainer(TrainerEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Checks that a file is of a family that the Python programs read.
     *
     * @throws LabDefinitionException if it is not
     */
    public static void requireTrainable(GgufFile base) {
        String architecture = base.architecture().orElse("unknown");
        if (!FAMILIES.contains(architecture)) {
            throw new LabDefinitionException(base.path() + ": PEFT cannot train on this file: its architecture is \""
                    + architecture + "\", known are " + String.join(", ", FAMILIES)
                    + "; name the original weights (train: {trainer: peft, hf: REPOSITORY@REVISION}), or give the adapter"
                    + " as a file");
        }
    }

    /**
     * Checks that the environment is there, before anything long begins.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if it is not installed
     */
    public void requireInstalled() {
        environment.requirePython();
    }

    @Override
    public String identity() {
        return "peft " + VERSION;
    }

    @Override
    public void train(TrainerJob job, Path folder, TrainingListener listener, Finished finished) throws IOException {
        GgufFile base = job.hub() == null ? GgufFile.open(Path.of(Objects.requireNonNull(job.base()))) : null;
        if (base != null) {
            requireTrainable(base);
        }
        Path python = environment.requirePython();
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Probe probe = Probe.ask(python, programs, job.hub());
        ModelSizes sizes = base == null ? Objects.requireNonNull(probe.sizes()) : ModelSizes.of(base);
        TrainingFit fit = TrainingFit.of(sizes, job.tasks(), probe.devices());
        listener.stage("training with PEFT: " + fit.words());
        new TrainerRelay(job, job.steps(), listener, finished)
                .run(folder, file -> command(python, programs, file, job.hub(), fit));
    }

    private static ProcessBuilder command(
            Path python, Path programs, Path job, @Nullable HubModel hub, TrainingFit fit) {
        List<String> command = new ArrayList<>(
                List.of(python.toString(), programs.resolve(TrainerScripts.MAIN).toString(), "--job", job.toString()));
        command.addAll(fit.options());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        TrainerVariables.keep(environment, hub);
        String threads = Integer.toString(TrainerThreads.usual());
        environment.putIfAbsent("OMP_NUM_THREADS", threads);
        environment.putIfAbsent("MKL_NUM_THREADS", threads);
        TrainerThreads.waitPassively(environment);
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return builder;
    }
}
