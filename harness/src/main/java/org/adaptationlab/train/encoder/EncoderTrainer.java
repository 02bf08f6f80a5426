package org.adaptationlab.train.encoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.model.embedding.OnnxEmbedder;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.harness.NativeTraining;
import org.adaptationlab.train.job.TrainerRelay;
import org.adaptationlab.train.job.TrainerThreads;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.job.TrainingLog;

/**
 * Fine-tunes the built-in encoder in a process of its own, or finds it in a cache folder under the digest of its plan. Safe for
 * several processes on one folder.
 */
public final class EncoderTrainer {

    private static final String WORK = "job-";
    private static final String KEPT = "training.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder created when the first encoder is trained */
    public EncoderTrainer(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** What is kept beside an encoder; written last. */
    record Kept(String modelDigest, TrainingLog log) {}

    /**
     * The encoder of a plan. Blocks; an interrupt ends the training.
     *
     * @throws PrerequisiteException if memory, disk or a library is missing
     * @throws org.adaptationlab.problem.RunFailedException if the loss stops being a number, or the process dies
     * @throws RunInterruptedException if the thread is interrupted
     */
    public TunedEncoder encoder(EncoderPlan plan, TrainingListener listener) {
        try {
            Path place = folder.resolve(plan.key());
            Optional<TunedEncoder> found = find(place);
            if (found.isPresent()) {
                return found.get();
            }
            Files.createDirectories(folder);
            Runnable waiting = () -> listener.stage("another process trains an encoder; waiting for it");
            return ProcessLock.holding(folder.resolve(".training.lock"), waiting, () -> {
                deleteLeftOver();
                Optional<TunedEncoder> meanwhile = find(place);
                return meanwhile.isPresent() ? meanwhile.get() : train(plan, place, listener);
            });
        } catch (FileLockInterruptionException e) {
            throw new RunInterruptedException("interrupted while another process trained an encoder", e);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    "the folder for fine-tuned encoders " + folder + " cannot be used: " + e.getMessage()
                            + "; check its rights and the free space, or set LAB_HOME to another folder",
                    e);
        }
    }

    /** A folder without its last file, or with another model than that tells of, counts for nothing. */
    private static Optional<TunedEncoder> find(Path place) throws IOException {
        if (!Files.isRegularFile(place.resolve(KEPT))) {
            return Optional.empty();
        }
        Kept kept = JSON.readValue(place.resolve(KEPT).toFile(), Kept.class);
        OnnxFile files = BuiltInEncoder.written(place);
        return Files.isRegularFile(files.model()) && Sha256.ofFile(files.model()).equals(kept.modelDigest)
                ? Optional.of(new TunedEncoder(new OnnxEmbedder(files), kept.modelDigest, kept.log, true))
                : Optional.empty();
    }

    /** Whoever holds the lock is the only one that trains: what is there now is of a process that was killed. */
    private void deleteLeftOver() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, WORK + "*")) {
            for (Path one : left) {
                Folders.delete(one);
            }
        }
    }

    private TunedEncoder train(EncoderPlan plan, Path place, TrainingListener listener) throws IOException {
        EncoderMemory memory = EncoderMemory.of(plan);
        memory.requireWithin(SystemMemory.now().available());
        listener.stage("fine-tuning the last " + plan.tuning().layers() + " of " + BuiltInEncoder.LAYERS
                + " layers of the text encoder; predicted: " + memory.words() + ", "
                + EncoderTime.words(EncoderTime.seconds(plan.texts(), plan.tuning())));
        Path work = Files.createTempDirectory(folder, WORK);
        try {
            Path made = Files.createDirectory(work.resolve("encoder"));
            new TrainerRelay(
                            EncoderJob.of(plan, made.toString()),
                            List.of(plan.steps()),
                            listener,
                            result -> note(made, result.log()))
                    .run(work, job -> command(job, memory));
            Folders.delete(place);
            Files.move(made, place);
            return find(place)
                    .map(there -> new TunedEncoder(there.embedder(), there.digest(), there.log(), false))
                    .orElseThrow(() -> new IOException("the encoder that was written there is damaged"));
        } finally {
            Folders.delete(work);
        }
    }

    private static void note(Path made, TrainingLog log) throws IOException {
        Kept kept = new Kept(Sha256.ofFile(BuiltInEncoder.written(made).model()), log);
        AtomicFile.write(made.resolve(KEPT), out -> out.write(JSON.writeValueAsBytes(kept)));
    }

    private static ProcessBuilder command(Path job, EncoderMemory memory) {
        List<String> options = List.of("-Xmx" + memory.heap(), "-XX:MaxDirectMemorySize=" + memory.direct());
        return NativeTraining.command(EncoderProcess.class, options, TrainerThreads.usual(), job);
    }
}
