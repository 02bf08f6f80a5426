package org.adaptationlab.train.harness;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.process.ParentLink;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainerMessage;
import org.adaptationlab.train.job.TrainingLog;

/**
 * The process that trains: reads a {@link TrainerJob}, writes {@link TrainerMessage} lines to standard output and each
 * adapter into its task's folder. Ends by itself when its standard input closes, so that it never outlives its parent.
 */
final class TrainerProcess {

    private TrainerProcess() {}

    /** Started by {@link HarnessTrainer}; the argument is the job file. */
    public static void main(String[] arguments) {
        ParentLink parent = ParentLink.open();
        parent.endWithParent();
        int exitCode = 0;
        try {
            train(Path.of(arguments[0]), parent);
        } catch (LabException e) {
            parent.say(TrainerMessage.of(e).line());
            exitCode = e.exitCode();
        }
        // No orderly end: threads of native code have been seen to hang it.
        Runtime.getRuntime().halt(exitCode);
    }

    private static void train(Path jobFile, ParentLink parent) {
        requireEngine();
        try (NDManager manager = NDManager.newBaseManager()) {
            train(new ObjectMapper().readValue(jobFile.toFile(), TrainerJob.class), manager, parent);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "the training could not read or write its files: " + e.getMessage()
                            + "; make room in " + jobFile.toAbsolutePath().getParent()
                            + ", or set LAB_HOME to a folder on another disk",
                    e);
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        } catch (EngineException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains("DefaultCPUAllocator")
                    ? outOfMemory(e)
                    : new RunFailedException(
                            "training failed within PyTorch: "
                                    + message.lines().findFirst().orElse(""),
                            e);
        }
    }

    private static void train(TrainerJob job, NDManager manager, ParentLink parent) throws IOException {
        GgufFile base = GgufFile.open(Path.of(Objects.requireNonNull(job.base())));
        DecoderShape shape = DecoderShape.of(base);
        Precision precision = HarnessTrainer.precision(System.getenv());
        GradientStep gradients = new GradientStep(DecoderWeights.read(base, shape, precision, manager), manager);
        for (int i = 0; i < job.tasks().size(); i++) {
            parent.say(TrainerMessage.of(train(i, job.tasks().get(i), shape, gradients, parent))
                    .line());
        }
    }

    private static TaskResult train(
            int number, TrainerJob.Task task, DecoderShape shape, GradientStep gradients, ParentLink parent)
            throws IOException {
        TrainingSettings settings = task.settings();
        LoraParameters parameters = LoraParameters.start(shape, settings.rank(), settings.alpha(), task.seed());
        long start = System.nanoTime();
        List<Double> losses = new Training(gradients, parameters, settings)
                .run(
                        task.sequences(),
                        task.seed(),
                        (step, steps, loss) -> parent.say(TrainerMessage.of(new TrainerMessage.Step(step, steps, loss))
                                .line()));
        double seconds = (System.nanoTime() - start) / 1e9;
        AdapterWriter.write(
                Path.of(task.folder()).resolve(Trainer.GGUF),
                shape.architecture().gguf(),
                settings.alpha(),
                parameters.pairs());
        int asked = Math.min(task.answers(), task.sequences().size());
        List<int[]> answers =
                new GreedyAnswers(gradients, parameters).of(task.sequences().subList(0, asked));
        long tokens = task.sequences().stream().mapToLong(TokenSequence::length).sum();
        long memory = SystemMemory.peakRssMb().orElseGet(SystemMemory::rssMb); // now, at the end, it is near its peak
        TrainingLog log = new TrainingLog(losses, seconds, tokens * settings.epochs() / seconds, memory, machine());
        return new TaskResult(number, log, answers);
    }

    private static TrainingLog.Machine machine() {
        return new TrainingLog.Machine(
                "harness " + HarnessTrainer.VERSION + ", PyTorch "
                        + Engine.getEngine("PyTorch").getVersion(),
                "cpu",
                HarnessTrainer.precision(System.getenv()).word(),
                Integer.parseInt(System.getenv().getOrDefault("OMP_NUM_THREADS", "1")),
                null);
    }

    private static void requireEngine() {
        try {
            Engine.getEngine("PyTorch");
        } catch (EngineException | LinkageError e) {
            throw new PrerequisiteException(
                    "training needs PyTorch's native library, which does not load on this machine: " + reason(e)
                            + "; it runs on Linux, macOS (arm64) and Windows; on slim Linux images install libstdc++6 "
                            + "and libgomp1 (Debian, Ubuntu) or libstdc++ and libgomp (Fedora); musl (Alpine) will not do",
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = String.valueOf(cause.getMessage());
        // DJL finds nothing on the class path, and is not allowed to download.
        return message.startsWith("Offline mode")
                ? "there is none for " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + " on the class path"
                : message;
    }

    private static PrerequisiteException outOfMemory(Throwable cause) {
        return new PrerequisiteException(
                "the training ran out of memory; close other programs, lower batch-size, or shorten the prompts",
                cause);
    }
}
