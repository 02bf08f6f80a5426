package org.adaptationlab.train.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.embedding.BuiltInEncoder;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.process.SystemMemory;
import org.adaptationlab.train.harness.NativeTraining;
import org.adaptationlab.train.job.TrainerRelay;
import org.adaptationlab.train.job.TrainerThreads;
import org.adaptationlab.train.job.TrainingFolder;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.job.TrainingLog;

/**
 * Fine-tunes the built-in encoder in a process of its own, or finds it in a cache folder under the digest of its plan. Safe for
 * several processes on one folder.
 */
public final class EncoderTrainer {

    private static final String KEPT = "training.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrainingFolder folder;

    /** @param folder created when the first encoder is trained */
    public EncoderTrainer(Path folder) {
        this.folder = new TrainingFolder(folder, "encoder");
    }

    /**
     * What is kept beside an encoder; written last.
     *
     * @param modelDigest SHA-256 of the model's file
     * @param tokenizerDigest SHA-256 of the tokenizer's file
     */
    record Kept(String modelDigest, String tokenizerDigest, TrainingLog log) {

        private static Kept of(Path folder, TrainingLog log) throws IOException {
            return new Kept(
                    Sha256.ofFile(folder.resolve(BuiltInEncoder.MODEL)),
                    Sha256.ofFile(folder.resolve(BuiltInEncoder.TOKENIZER)),
                    log);
        }
    }

    /**
     * The encoder of a plan. Blocks; an interrupt ends the training, of which nothing is kept then.
     *
     * @throws PrerequisiteException if memory, disk or a library is missing
     * @throws org.adaptationlab.problem.RunFailedException if the loss stops being a number, or the process dies
     * @throws RunInterruptedException if the thread is interrupted
     */
    public TunedEncoder encoder(EncoderPlan plan, TrainingListener listener) {
        Path place = folder.resolve(plan.key());
        try {
            Optional<TunedEncoder> found = find(place);
            return found.isPresent()
                    ? found.get()
                    : folder.alone(listener, () -> {
                        Optional<TunedEncoder> meanwhile = find(place);
                        return meanwhile.isPresent() ? meanwhile.get() : train(plan, place, listener);
                    });
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    /** A folder without its last file, or with other files than that tells of, counts for nothing. */
    private static Optional<TunedEncoder> find(Path place) throws IOException {
        boolean whole = Stream.of(KEPT, BuiltInEncoder.MODEL, BuiltInEncoder.TOKENIZER)
                .allMatch(file -> Files.isRegularFile(place.resolve(file)));
        if (!whole) {
            return Optional.empty();
        }
        try {
            Kept kept = JSON.readValue(place.resolve(KEPT).toFile(), Kept.class);
            return kept.equals(Kept.of(place, kept.log))
                    ? Optional.of(new TunedEncoder(BuiltInEncoder.written(place, kept.modelDigest), kept.log, true))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty(); // it is made again
        }
    }

    private TunedEncoder train(EncoderPlan plan, Path place, TrainingListener listener) throws IOException {
        EncoderMemory memory = EncoderMemory.of(plan);
        memory.requireWithin(SystemMemory.now().available());
        listener.stage("fine-tuning the last " + plan.tuning().layers() + " of " + BuiltInEncoder.LAYERS
                + " layers of the text encoder; predicted: " + memory.words() + ", "
                + EncoderTime.words(EncoderTime.seconds(plan.texts(), plan.tuning())));
        Path work = folder.workFolder();
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
                    .map(there -> new TunedEncoder(there.embedder(), there.log(), false))
                    .orElseThrow(() -> new IOException("the encoder that was written there is damaged"));
        } finally {
            Folders.delete(work);
        }
    }

    private static void note(Path made, TrainingLog log) throws IOException {
        Kept kept = Kept.of(made, log);
        AtomicFile.write(made.resolve(KEPT), out -> out.write(JSON.writeValueAsBytes(kept)));
    }

    private static ProcessBuilder command(Path job, EncoderMemory memory) {
        List<String> options = List.of("-Xmx" + memory.heap(), "-XX:MaxDirectMemorySize=" + memory.direct());
        return NativeTraining.command(EncoderProcess.class, options, TrainerThreads.usual(), job);
    }
}
