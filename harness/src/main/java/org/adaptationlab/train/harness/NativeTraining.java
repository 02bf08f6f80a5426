package org.adaptationlab.train.harness;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.process.ChildJvm;
import org.adaptationlab.process.ParentLink;
import org.adaptationlab.train.job.TrainerMessage;
import org.adaptationlab.train.job.TrainerThreads;

/** A JVM that trains with libtorch: how it is started, and what it does around the training itself. */
public final class NativeTraining {

    private static final String THREADS = "OMP_NUM_THREADS";

    private NativeTraining() {}

    /** A training in such a JVM. */
    @FunctionalInterface
    public interface Work {

        /**
         * Trains; what fails within PyTorch is told to the parent in words.
         *
         * @param manager of all arrays; closed afterwards
         */
        void train(Path jobFile, NDManager manager, ParentLink parent) throws IOException;
    }

    /**
     * The command of a JVM that trains.
     *
     * @param options of the JVM
     */
    public static ProcessBuilder command(Class<?> main, List<String> options, int threads, Path jobFile) {
        List<String> all = Stream.concat(options.stream(), Stream.of("-Dai.djl.offline=true"))
                .toList();
        ProcessBuilder builder = ChildJvm.of(main, all, jobFile.toString());
        Map<String, String> environment = builder.environment();
        environment.put(THREADS, Integer.toString(threads));
        environment.put("MKL_NUM_THREADS", Integer.toString(threads));
        TrainerThreads.waitPassively(environment);
        environment.put("GOMP_SPINCOUNT", "1000");
        environment.put("OPT_OUT_TRACKING", "true");
        return builder;
    }

    /** Threads of this JVM's arithmetic, as its command has it. */
    public static int threads() {
        return Integer.parseInt(System.getenv().getOrDefault(THREADS, "1"));
    }

    /** What this JVM computes by. */
    public static String engine() {
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion();
    }

    /**
     * The whole life of such a JVM: it trains, tells its parent by {@link TrainerMessage} lines, and halts. Ends by itself when
     * its standard input closes, so that it never outlives its parent.
     */
    public static void run(Path jobFile, Work work) {
        ParentLink parent = ParentLink.open();
        parent.endWithParent();
        int exitCode = 0;
        try {
            guarded(jobFile, work, parent);
        } catch (LabException e) {
            parent.say(TrainerMessage.of(e).line());
            exitCode = e.exitCode();
        }
        // No orderly end: threads of native code have been seen to hang it.
        Runtime.getRuntime().halt(exitCode);
    }

    private static void guarded(Path jobFile, Work work, ParentLink parent) {
        requireEngine();
        try (NDManager manager = NDManager.newBaseManager()) {
            work.train(jobFile, manager, parent);
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
                "the training ran out of memory; close other programs; for an adapter lower batch-size or shorten the prompts,"
                        + " for an encoder train fewer layers",
                cause);
    }
}
