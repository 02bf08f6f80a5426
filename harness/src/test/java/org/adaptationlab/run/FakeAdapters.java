package org.adaptationlab.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.adapter.ImportedAdapters;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.TunedEncoder;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.job.TrainingLog;

/**
 * Trains nothing and remembers what it was asked to train; imports for real.
 *
 * @param losses of every training
 * @param processes how many adapters were trained by each
 */
public record FakeAdapters(Path folder, List<TrainingPlan> trainings, List<Double> losses, List<Integer> processes)
        implements AdapterMaker {

    public FakeAdapters(Path folder, List<TrainingPlan> trainings, List<Double> losses) {
        this(folder, trainings, losses, new ArrayList<>());
    }

    @Override
    public List<TrainedAdapter> adapters(List<TrainingPlan> plans, TrainingListener listener) {
        processes.add(plans.size());
        return plans.stream().map(this::adapter).toList();
    }

    private TrainedAdapter adapter(TrainingPlan plan) {
        trainings.add(plan);
        TrainingLog log = new TrainingLog(losses, 12.5, 100, 900, null);
        return new TrainedAdapter(
                folder.resolve("adapter-" + plan.seed() + ".gguf"),
                folder.resolve("adapter-" + plan.seed()),
                "digest-" + plan.seed(),
                log,
                List.of(),
                false);
    }

    /** One that counts letters; its digest tells what it was to be trained on. */
    @Override
    public TunedEncoder encoder(EncoderPlan plan, TrainingListener listener) {
        TrainingLog log = new TrainingLog(losses, 3.5, 100, 900, null);
        return new TunedEncoder(new LetterEmbedder(digest(plan.seed(), plan.texts(), plan.labels())), log, false);
    }

    static String digest(long seed, List<String> texts, List<String> labels) {
        return "seed " + seed + " on " + texts + " with " + labels;
    }

    @Override
    public void requireTrainer(BaseModel base, AdapterSource.Trained source) {
        if (base.file() == null && source.hub() == null) {
            throw new PrerequisiteException("training needs the weights of " + base.name());
        }
    }

    @Override
    public Path imported(Path peftFolder, BaseModel base) {
        return new ImportedAdapters(folder.resolve("adapters")).of(peftFolder, base);
    }
}
