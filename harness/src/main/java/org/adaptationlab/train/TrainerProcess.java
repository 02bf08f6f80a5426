package org.adaptationlab.train;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.process.ParentLink;
import org.adaptationlab.process.SystemMemory;

/**
 * The process that trains: reads a {@link TrainerJob}, writes {@link TrainerMessage} lines to standard output and the
 * adapter to its file. Ends by itself when its standard input closes, so that it never outlives its parent.
 */
final class TrainerProcess {

    private TrainerProcess() {}

    /** Started by {@link TrainerChild}; the argument is the job file. */
    public static void main(String[] arguments) {
        ParentLink parent = ParentLink.open();
        parent.endWithParent();
        int exitCode = 0;
        try {
            parent.say(TrainerMessage.of(train(Path.of(arguments[0]), parent)).line());
        } catch (LabException e) {
            parent.say(TrainerMessage.of(e).line());
            exitCode = e.exitCode();
        }
        // No orderly end: threads of native code have been seen to hang it.
        Runtime.getRuntime().halt(exitCode);
    }

    private static TrainingLog train(Path jobFile, ParentLink parent) {
        requireEngine();
        try (NDManager manager = NDManager.newBaseManager()) {
            TrainerJob job = new ObjectMapper().readValue(jobFile.toFile(), TrainerJob.class);
            return train(job, manager, parent);
        } catch (IOException e) {
            throw new PrerequisiteException("the training could not read or write its files: " + e.getMessage(), e);
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

    private static TrainingLog train(TrainerJob job, NDManager manager, ParentLink parent) throws IOException {
        GgufFile base = GgufFile.open(Path.of(job.base()));
        LlamaShape shape = LlamaShape.of(base);
        LlamaWeights weights = LlamaWeights.read(base, shape, manager);
        LoraParameters parameters = LoraParameters.start(
                shape, job.settings().rank(), job.settings().alpha(), job.seed());
        Training training = new Training(new GradientStep(weights, manager), parameters, job.settings());
        long start = System.nanoTime();
        List<Double> losses = training.run(
                job.sequences(),
                job.seed(),
                (step, steps, loss) -> parent.say(TrainerMessage.of(new TrainerMessage.Step(step, steps, loss))
                        .line()));
        double seconds = (System.nanoTime() - start) / 1e9;
        AdapterWriter.write(
                Path.of(job.adapter()), LlamaShape.ARCHITECTURE, job.settings().alpha(), parameters.pairs());
        long tokens = job.sequences().stream().mapToLong(TokenSequence::length).sum();
        long memory = SystemMemory.peakRssMb().orElseGet(SystemMemory::rssMb); // now, at the end, it is near its peak
        return new TrainingLog(losses, seconds, tokens * job.settings().epochs() / seconds, memory);
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
