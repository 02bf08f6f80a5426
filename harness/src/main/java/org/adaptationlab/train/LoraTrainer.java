package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.PeftWriter;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainingListener;

/**
 * Trains LoRA adapters, or finds them in a cache folder under a digest of everything that determines them. Safe for
 * several processes on one folder.
 */
public final class LoraTrainer {

    private final AdapterCache cache;
    private final TrainerChoice choice;

    /** @param cacheFolder created when the first adapter is trained */
    public LoraTrainer(Path cacheFolder, TrainerChoice choice) {
        this.cache = new AdapterCache(cacheFolder);
        this.choice = choice;
    }

    /**
     * The adapters of plans over one base, in their order; those that are not in the cache are trained now, by one process
     * that reads the base once. Blocks; an interrupt ends the training, and what was finished before is kept.
     *
     * @param tokenizer asked for only if there is something to train, and closed before it starts
     * @throws LabDefinitionException if the base model or an example cannot be trained on
     * @throws org.adaptationlab.problem.PrerequisiteException if memory, disk, or a program or library is missing
     * @throws org.adaptationlab.problem.RunFailedException if the loss stops being a number, or the process dies
     * @throws org.adaptationlab.problem.RunInterruptedException if the thread is interrupted
     */
    public List<TrainedAdapter> adapters(
            List<TrainingPlan> plans, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        for (TrainingPlan plan : plans) {
            if (plan.examples().isEmpty()) {
                throw new LabDefinitionException("there are no training examples; an adapter needs at least one");
            }
        }
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            Trainer trainer = choice.of(plan);
            String key = AdapterKey.of(plan, trainer.identity());
            keys.add(key);
            wanted.put(key, new Wanted(key, plan, trainer));
        }
        Map<String, TrainedAdapter> found = new LinkedHashMap<>();
        wanted.values().forEach(one -> cached(one).ifPresent(adapter -> found.put(one.key, adapter)));
        wanted.keySet().removeAll(found.keySet());
        if (!wanted.isEmpty()) {
            found.putAll(cache.alone(
                    () -> listener.stage("another process trains an adapter; waiting for it"),
                    () -> trained(List.copyOf(wanted.values()), tokenizer, listener)));
        }
        return keys.stream().map(found::get).map(Objects::requireNonNull).toList();
    }

    private record Wanted(String key, TrainingPlan plan, Trainer trainer) {}

    private Optional<TrainedAdapter> cached(Wanted wanted) {
        try {
            return cache.find(wanted.key);
        } catch (IOException e) {
            throw cache.unusable(e);
        }
    }

    private Map<String, TrainedAdapter> trained(
            List<Wanted> all, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        Map<String, TrainedAdapter> adapters = new LinkedHashMap<>();
        Map<Trainer, List<Wanted>> missing = new LinkedHashMap<>();
        for (Wanted wanted : all) { // another process may have trained it meanwhile
            cached(wanted)
                    .ifPresentOrElse(
                            adapter -> adapters.put(wanted.key, adapter),
                            () -> missing.computeIfAbsent(wanted.trainer, key -> new ArrayList<>())
                                    .add(wanted));
        }
        missing.forEach((trainer, group) -> adapters.putAll(train(trainer, group, tokenizer, listener)));
        return adapters;
    }

    private Map<String, TrainedAdapter> train(
            Trainer trainer, List<Wanted> group, Supplier<ChatTokenizer> tokenizer, TrainingListener listener) {
        List<TrainingSet> sets;
        try (ChatTokenizer open = tokenizer.get()) { // its process shall not take memory from the training
            sets = group.stream()
                    .map(wanted -> TrainingSet.of(wanted.plan, open))
                    .toList();
        }
        Map<String, TrainedAdapter> adapters = new LinkedHashMap<>();
        try {
            Path folder = cache.workFolder();
            try {
                List<TrainerJob.Task> tasks = new ArrayList<>();
                for (int i = 0; i < group.size(); i++) {
                    Path made = Files.createDirectory(folder.resolve("adapter-" + (i + 1)));
                    tasks.add(sets.get(i).task(made));
                }
                TrainingPlan first = group.get(0).plan;
                Path base = first.base().file();
                TrainerJob job = new TrainerJob(
                        base == null ? null : base.toAbsolutePath().toString(), first.hub(), tasks);
                trainer.train(job, folder, listener, result -> {
                    Wanted wanted = group.get(result.task());
                    Path made = Path.of(tasks.get(result.task()).folder());
                    adapters.put(wanted.key, kept(wanted, made, result));
                });
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw cache.unusable(e);
        }
        return adapters;
    }

    /** Completes a finished adapter by the form that its trainer does not write, and takes it in. */
    private TrainedAdapter kept(Wanted wanted, Path made, TaskResult result) throws IOException {
        GgufFile base = GgufFile.open(Objects.requireNonNull(wanted.plan.base().file()));
        Path gguf = made.resolve(Trainer.GGUF);
        Path peft = made.resolve(Trainer.PEFT);
        if (Files.exists(gguf)) {
            PeftWriter.write(AdapterFile.open(gguf), base, wanted.plan.base().name(), peft);
        } else {
            PeftAdapter.open(peft).write(base, gguf);
        }
        TrainingManifest manifest = TrainingManifest.of(
                wanted.plan, wanted.trainer.identity(), Sha256.ofFile(gguf), result.log(), List.of());
        return cache.put(wanted.key, made, manifest);
    }
}
