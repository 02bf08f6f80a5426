package org.adaptationlab.train;

import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.process.SystemMemory;

/**
 * Trains LoRA adapters, or finds them in a cache folder: {@code <key>.gguf} and its manifest {@code <key>.json}, where
 * the key is a digest of everything that determines the adapter. Safe for several processes on one folder.
 */
public final class LoraTrainer {

    private static final String END_TOKEN = "tokenizer.ggml.eos_token_id";

    /** More have not been seen to help with matrices of this size. */
    private static final int MOST_THREADS = 16;

    private final Path cache;
    private final int threads;

    /** The tensors of a base that its adapters change. */
    public static Set<String> targets(GgufFile base) {
        return base.tensors().stream()
                .map(TensorInfo::name)
                .filter(Projection::isTarget)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A trainer that uses all processors. */
    public LoraTrainer(Path cacheFolder) {
        this(cacheFolder, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** A trainer that uses so many threads. */
    public LoraTrainer(Path cacheFolder, int threads) {
        this.cache = cacheFolder.toAbsolutePath();
        this.threads = threads;
    }

    /** The adapter of a plan, if it has been trained before. */
    private Optional<TrainedAdapter> cached(TrainingPlan plan) {
        String key = AdapterKey.of(plan);
        Path adapter = cache.resolve(key + ".gguf");
        try {
            return TrainingManifest.read(TrainedAdapter.manifestOf(adapter), adapter)
                    .map(manifest -> new TrainedAdapter(adapter, manifest.adapterDigest(), manifest.log(), true));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * The adapter of a plan, trained now if it is not in the cache. Blocks; an interrupt ends the training.
     *
     * @param tokenizer asked for only if there is something to train, and closed before it starts
     * @throws LabDefinitionException if the base model or an example cannot be trained on
     * @throws PrerequisiteException if memory, disk or PyTorch's native library is missing
     * @throws org.adaptationlab.problem.RunFailedException if the loss stops being a number, or the process dies
     * @throws RunInterruptedException if the thread is interrupted
     */
    public TrainedAdapter adapter(TrainingPlan plan, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        return cached(plan).orElseGet(() -> trainedByOne(plan, tokenizer, listener));
    }

    /** Trains, unless another process is at it: then waits for its adapter. */
    private TrainedAdapter trainedByOne(
            TrainingPlan plan, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        try {
            Files.createDirectories(cache);
            return ProcessLock.holding(
                    cache.resolve("." + AdapterKey.of(plan) + ".lock"),
                    () -> listener.waiting("another process trains this adapter; waiting for it"),
                    () -> cached(plan).orElseGet(() -> trained(plan, tokenizer, listener)));
        } catch (FileLockInterruptionException e) {
            throw new RunInterruptedException("interrupted while another process trained the adapter", e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private TrainedAdapter trained(TrainingPlan plan, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        if (plan.examples().isEmpty()) {
            throw new LabDefinitionException("there are no training examples; an adapter needs at least one");
        }
        Path file = plan.base().file();
        if (file == null) {
            throw new PrerequisiteException(
                    "training needs the weights of " + plan.base().name()
                            + " as a GGUF file on this machine; choose a model of the catalogue, or name a file");
        }
        GgufFile base = GgufFile.open(file.toAbsolutePath());
        LlamaShape shape = LlamaShape.of(base);
        List<TokenSequence> sequences;
        try (ChatTokenizer open = tokenizer.get()) { // its process shall not take memory from the training
            sequences = sequences(plan, base, shape, open);
        }
        MemoryNeed memory = MemoryNeed.of(shape, plan.settings(), sequences);
        memory.requireWithin(SystemMemory.now().available());
        try {
            Path folder = Files.createTempDirectory(cache, "job-");
            try {
                return trained(plan, base, sequences, memory, folder, listener);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private TrainedAdapter trained(
            TrainingPlan plan,
            GgufFile base,
            List<TokenSequence> sequences,
            MemoryNeed memory,
            Path folder,
            TrainingListener listener)
            throws IOException {
        Path made = folder.resolve("adapter.gguf");
        TrainerJob job =
                new TrainerJob(base.path().toString(), made.toString(), sequences, plan.settings(), plan.seed());
        TrainingLog log = new TrainerChild(folder, threads).run(job, memory, listener);
        String key = AdapterKey.of(plan);
        Path adapter = cache.resolve(key + ".gguf");
        AtomicFile.write(adapter, out -> Files.copy(made, out));
        String digest = Sha256.ofFile(adapter);
        new TrainingManifest(
                        AdapterKey.VERSION,
                        plan.base().name(),
                        plan.base().weightsDigest(),
                        AdapterKey.examples(plan),
                        sequences.size(),
                        plan.settings(),
                        plan.seed(),
                        threads,
                        digest,
                        log)
                .write(TrainedAdapter.manifestOf(adapter));
        return new TrainedAdapter(adapter, digest, log, false);
    }

    private static List<TokenSequence> sequences(
            TrainingPlan plan, GgufFile base, LlamaShape shape, ChatTokenizer tokenizer) {
        long end = base.whole(END_TOKEN)
                .orElseThrow(() -> new LabDefinitionException(
                        base.path() + ": cannot train on this model: it names no end token (" + END_TOKEN + ")"));
        List<TokenSequence> sequences = new ArrayList<>();
        for (TrainingExample example : plan.examples()) {
            int[] answer = IntStream.concat(
                            IntStream.of(tokenizer.textTokens(example.target())), IntStream.of((int) end))
                    .toArray();
            TokenSequence sequence = new TokenSequence(tokenizer.promptTokens(example.messages()), answer);
            if (sequence.length() > shape.context()) {
                throw new LabDefinitionException("training example " + (sequences.size() + 1) + " has "
                        + sequence.length() + " tokens, the model's context holds " + shape.context()
                        + "; shorten its prompt");
            }
            sequences.add(sequence);
        }
        return sequences;
    }

    private PrerequisiteException unusable(IOException cause) {
        return new PrerequisiteException(
                "the folder for adapters " + cache + " cannot be used: " + cause.getMessage()
                        + "; check its rights and the free space, or set LAB_HOME to another folder",
                cause);
    }
}
