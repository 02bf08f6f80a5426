package org.adaptationlab.train.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainerRelay;
import org.adaptationlab.train.job.TrainerThreads;
import org.adaptationlab.train.job.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Runs {@link TrainerProcess} in a JVM of its own, so that native memory and native crashes are not ours. */
public final class HarnessTrainer implements Trainer {

    /** To be raised when a change of this package changes adapters. */
    static final int VERSION = 2;

    private static final String PRECISION = "LAB_TRAINER_PRECISION";

    private final int threads;
    private final @Nullable Precision precision;

    /** A trainer that uses all processors. */
    public HarnessTrainer() {
        this(TrainerThreads.usual());
    }

    /** A trainer that uses so many threads. */
    public HarnessTrainer(int threads) {
        this(threads, null);
    }

    /** @param precision of the frozen matrices; null for what {@code LAB_TRAINER_PRECISION} says, or is quickest here */
    public HarnessTrainer(int threads, @Nullable Precision precision) {
        this.threads = threads;
        this.precision = precision;
    }

    /**
     * In what frozen matrices are multiplied: what is quickest on this machine, unless the variable {@code
     * LAB_TRAINER_PRECISION} says {@code float32} or {@code bfloat16}.
     *
     * @throws PrerequisiteException if it says anything else
     */
    static Precision precision(Map<String, String> environment) {
        String wanted = environment.getOrDefault(PRECISION, "").strip();
        return wanted.isEmpty()
                ? Precision.ofThisMachine()
                : Arrays.stream(Precision.values())
                        .filter(one -> one.word().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new PrerequisiteException(
                                PRECISION + " is \"" + wanted + "\"; allowed: float32, bfloat16, or leave it unset"));
    }

    /**
     * Checks that a model can be trained on here.
     *
     * @throws LabDefinitionException naming the first thing that stands against it
     */
    public static void requireTrainable(GgufFile base) {
        DecoderShape.of(base);
    }

    /** The tensors of a base that its adapters change. */
    public static Set<String> targets(GgufFile base) {
        return base.tensors().stream()
                .map(TensorInfo::name)
                .filter(Projection::isTarget)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Values of all weights that the forward pass uses, of a model that can be trained on. */
    public static long parameters(GgufFile base) {
        return DecoderShape.of(base).parameters();
    }

    @Override
    public String identity() {
        return "harness " + VERSION;
    }

    @Override
    public void train(TrainerJob job, Path folder, TrainingListener listener, Finished finished) throws IOException {
        DecoderShape shape = DecoderShape.of(GgufFile.open(Path.of(Objects.requireNonNull(job.base()))));
        requireContext(shape, job);
        Precision multiplied = precision == null ? precision(System.getenv()) : precision;
        MemoryNeed memory = MemoryNeed.of(shape, multiplied, job.tasks());
        memory.requireWithin(SystemMemory.now().available());
        listener.stage("training on the processor in " + multiplied.word() + "; predicted: " + memory.words());
        new TrainerRelay(job, job.steps(), listener, finished).run(folder, file -> command(file, memory));
    }

    private static void requireContext(DecoderShape shape, TrainerJob job) {
        int longest = job.tasks().stream()
                .flatMap(task -> task.sequences().stream())
                .mapToInt(TokenSequence::length)
                .max()
                .orElse(0);
        if (longest > shape.context()) {
            throw new LabDefinitionException(job.base() + ": an example has " + longest + " tokens, the harness's own"
                    + " trainer takes at most " + shape.context() + " for this model: its context, or where it has"
                    + " other rotary factors for longer texts, what the short ones are for; shorten the prompts, or"
                    + " train with \"trainer: peft\"");
        }
    }

    private ProcessBuilder command(Path jobFile, MemoryNeed memory) {
        List<String> options = List.of("-Xmx" + memory.heap(), "-XX:MaxDirectMemorySize=" + memory.direct());
        ProcessBuilder builder = NativeTraining.command(TrainerProcess.class, options, threads, jobFile);
        if (precision != null) {
            builder.environment().put(PRECISION, precision.word());
        }
        return builder;
    }
}
