package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainingListener;
import org.jspecify.annotations.Nullable;

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
            List<TrainingPlan> plans, TokenizerSource tokenizer, TrainingListener listener) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            if (plan.examples().isEmpty()) {
                throw new LabDefinitionException("there are no training examples; an adapter needs at least one");
            }
            Trainer trainer = choice.of(plan, listener);
            String key = AdapterKey.of(plan, trainer.identity());
            keys.add(key);
            wanted.put(key, new Wanted(key, plan, trainer));
        }
        Map<String, TrainedAdapter> found = new LinkedHashMap<>();
        wanted.values()
                .forEach(one -> cached(one)
                        .filter(kept -> isRenderedBy(kept.manifest(), tokenizer))
                        .ifPresent(kept -> found.put(one.key, kept.adapter())));
        wanted.keySet().removeAll(found.keySet());
        if (!wanted.isEmpty()) {
            found.putAll(cache.folder().alone(listener, () -> made(List.copyOf(wanted.values()), tokenizer, listener)));
        }
        return keys.stream().map(found::get).map(Objects::requireNonNull).toList();
    }

    /**
     * An adapter in the cache that was trained on the original weights that a plan names, with all that the plan says but the
     * model that serves it.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if the cache cannot be read
     */
    public Optional<TrainedAdapter> onOriginal(TrainingPlan plan) {
        try {
            return cache.first(manifest -> manifest.isOnOriginal(plan));
        } catch (IOException e) {
            throw cache.folder().unusable(e);
        }
    }

    /** What is to be trained together: adapters over the same weights, served alike, by the same trainer. */
    private record Together(Trainer trainer, @Nullable HubModel hub, int contextTokens) {}

    /** Where the present tokenizer can't be told without starting it, what it made before counts. */
    private static boolean isRenderedBy(TrainingManifest manifest, TokenizerSource tokenizer) {
        return tokenizer.identity().map(manifest.renderedBy()::contains).orElse(true);
    }

    private Optional<AdapterCache.Kept> cached(Wanted wanted) {
        try {
            return cache.find(wanted.key);
        } catch (IOException e) {
            throw cache.folder().unusable(e);
        }
    }

    private Map<String, TrainedAdapter> made(List<Wanted> all, TokenizerSource tokenizer, TrainingListener listener) {
        Map<String, TrainedAdapter> adapters = new LinkedHashMap<>();
        List<Wanted> open = new ArrayList<>();
        for (Wanted wanted : all) { // another process may have trained it meanwhile
            cached(wanted)
                    .filter(kept -> isRenderedBy(kept.manifest(), tokenizer))
                    .ifPresentOrElse(kept -> adapters.put(wanted.key, kept.adapter()), () -> open.add(wanted));
        }
        if (open.isEmpty()) {
            return adapters;
        }
        List<TrainingSet> sets;
        try (ChatTokenizer opened = tokenizer.open()) { // its process shall not take memory from the training
            sets = TrainingSet.of(open.stream().map(Wanted::plan).toList(), opened);
        }
        Map<Together, List<Tokenised>> missing = new LinkedHashMap<>();
        for (int i = 0; i < open.size(); i++) {
            Tokenised one = new Tokenised(open.get(i), sets.get(i));
            sameTokens(one)
                    .ifPresentOrElse(
                            adapter -> adapters.put(one.wanted.key, adapter),
                            () -> missing.computeIfAbsent(one.together(), key -> new ArrayList<>())
                                    .add(one));
        }
        missing.forEach((together, group) ->
                adapters.putAll(new TrainingGroup(cache, group).train(together.trainer, tokenizer, listener)));
        return adapters;
    }

    /** The cached adapter of another tokenizer that has made the same tokens; noted, so that it is known from now on. */
    private Optional<TrainedAdapter> sameTokens(Tokenised one) {
        TrainingManifest manifest =
                cached(one.wanted).map(AdapterCache.Kept::manifest).orElse(null);
        if (manifest == null || !one.set.digest().equals(manifest.tokensDigest())) {
            return Optional.empty();
        }
        try {
            return Optional.of(cache.note(one.wanted.key, manifest.renderedAlso(one.set.renderedBy()), true));
        } catch (IOException e) {
            throw cache.folder().unusable(e);
        }
    }

    /** An adapter that is wanted. */
    record Wanted(String key, TrainingPlan plan, Trainer trainer) {}

    /** One that is not there, with its examples as tokens. */
    record Tokenised(Wanted wanted, TrainingSet set) {

        private Together together() {
            return new Together(wanted.trainer, wanted.plan.hub(), wanted.plan.contextTokens());
        }
    }
}
