package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.PeftWriter;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.LoraTrainer.Tokenised;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainerJob;
import org.adaptationlab.train.job.TrainingListener;

/** Adapters that one process trains, taken into the cache as they are finished. */
final class TrainingGroup {

    private final AdapterCache cache;
    private final List<Tokenised> group;
    private final Map<String, TrainedAdapter> adapters = new LinkedHashMap<>();

    /** Those that say something else than they were taught: their words need the tokenizer. */
    private final Map<Tokenised, Unread> unread = new LinkedHashMap<>();

    private record Unread(List<int[]> answers, TrainingManifest manifest) {}

    TrainingGroup(AdapterCache cache, List<Tokenised> group) {
        this.cache = cache;
        this.group = List.copyOf(group);
    }

    /** By key. */
    Map<String, TrainedAdapter> train(Trainer trainer, TokenizerSource tokenizer, TrainingListener listener) {
        try {
            Path folder = cache.folder().workFolder();
            try {
                TrainerJob job = job(folder);
                trainer.train(job, folder, listener, result -> keep(job, trainer, result));
            } finally {
                Folders.delete(folder);
            }
            if (!unread.isEmpty()) {
                listener.stage("reading the answers of the trained model");
                read(tokenizer);
            }
        } catch (IOException e) {
            throw cache.folder().unusable(e);
        }
        return adapters;
    }

    private TrainerJob job(Path folder) throws IOException {
        List<TrainerJob.Task> tasks = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            tasks.add(group.get(i).set().task(Files.createDirectory(folder.resolve("adapter-" + (i + 1)))));
        }
        TrainingPlan first = group.get(0).wanted().plan();
        Path base = first.base().file();
        return new TrainerJob(
                base == null ? null : base.toAbsolutePath().toString(), first.hub(), first.contextTokens(), tasks);
    }

    /** Completes a finished adapter by the form that its trainer does not write, and takes it in. */
    private void keep(TrainerJob job, Trainer trainer, TaskResult result) throws IOException {
        Tokenised one = group.get(result.task());
        Path made = Path.of(job.tasks().get(result.task()).folder());
        String digest = complete(made, one.wanted().plan().base());
        List<TrainerAnswer> taught =
                TrainerAnswers.asTaught(one.set(), result.answers()).orElse(null);
        TrainingManifest manifest = TrainingManifest.of(
                one.set(), trainer.identity(), digest, result.log(), taught == null ? List.of() : taught);
        adapters.put(one.wanted().key(), cache.put(one.wanted().key(), made, manifest));
        if (taught == null) {
            unread.put(one, new Unread(result.answers(), manifest));
        }
    }

    /** @return digest of the adapter */
    private static String complete(Path made, BaseModel base) throws IOException {
        Path gguf = made.resolve(Trainer.GGUF);
        Path peft = made.resolve(Trainer.PEFT);
        if (base.file() == null) {
            return PeftAdapter.open(peft).digest();
        }
        GgufFile weights = GgufFile.open(base.file());
        if (Files.exists(gguf)) {
            PeftWriter.write(AdapterFile.open(gguf), weights, base.name(), peft);
        } else {
            PeftAdapter.open(peft).write(weights, gguf);
        }
        return Sha256.ofFile(gguf);
    }

    /** The adapters are whole without their words; a tokenizer that does not start again is no reason to lose them. */
    private void read(TokenizerSource tokenizer) throws IOException {
        try (ChatTokenizer open = tokenizer.open()) {
            for (Map.Entry<Tokenised, Unread> one : unread.entrySet()) {
                String key = one.getKey().wanted().key();
                List<TrainerAnswer> said =
                        TrainerAnswers.of(one.getKey().set(), one.getValue().answers(), open::text);
                adapters.put(key, cache.note(key, one.getValue().manifest().answering(said), false));
            }
        } catch (PrerequisiteException e) {
            // then the check that asks for them has none
        }
    }
}
