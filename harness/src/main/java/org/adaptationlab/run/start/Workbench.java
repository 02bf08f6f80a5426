package org.adaptationlab.run.start;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.file.InUse;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.process.ChildJvm;
import org.adaptationlab.run.adapter.ImportedAdapters;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.run.environment.CostFile;
import org.adaptationlab.run.environment.Embedders;
import org.adaptationlab.run.environment.IdleLoad;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.train.LoraTrainer;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainerChoice;
import org.adaptationlab.train.TrainingPlan;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.EncoderTrainer;
import org.adaptationlab.train.encoder.TunedEncoder;
import org.adaptationlab.train.harness.HarnessTrainer;
import org.adaptationlab.train.job.TrainingListener;
import org.adaptationlab.train.peft.PeftTrainer;
import org.adaptationlab.train.peft.TrainerEnvironment;

/** What a command that needs a model works with: weights, runtime, trainer, indexes, put together by hand. */
public final class Workbench implements AdapterMaker, AutoCloseable {

    private static final long SLICE_MILLIS = 200;

    private final ModelRuntime runtime;
    private final BaseModel base;
    private final EmbeddedRuntime embedded;
    private final TrainerChoice trainers;
    private final LoraTrainer trainer;
    private final EncoderTrainer encoders;
    private final ImportedAdapters imports;
    private final InUse inUse;
    private final PassageIndexStore indexes;
    private final BaseTokenizer tokenizer;
    private final CostAssumptions cost;
    private final String harnessVersion;
    private final int contextTokens;

    private Workbench(
            RuntimeChoice.Chosen chosen,
            EmbeddedRuntime embedded,
            Map<String, String> environment,
            LabDefinition lab,
            String harnessVersion,
            RunListener listener) {
        Path home = LabHome.of(environment);
        this.runtime = chosen.runtime();
        this.base = chosen.base();
        this.embedded = embedded;
        this.trainers = trainers(environment);
        this.trainer = trainer(environment, trainers);
        this.encoders = new EncoderTrainer(home.resolve("encoders"));
        this.imports = new ImportedAdapters(home.resolve("adapters"));
        this.inUse = InUse.of(home);
        this.indexes = Embedders.indexes(lab, environment, new FetchProgress(listener, "embedder"));
        this.tokenizer = new BaseTokenizer(base, runtime, embedded, lab.sampling(), environment);
        this.cost = CostFile.read(lab.file(), home, CostFile.Models.of(base.name(), lab));
        this.harnessVersion = harnessVersion;
        this.contextTokens = lab.sampling().contextTokens();
    }

    /**
     * Opens what a lab needs; the model's weights are fetched if they are not there.
     *
     * @param environment variables of the process
     * @param store of the model files
     * @param harnessVersion of the harness, for run.json and the embedded server
     * @param listener hears what is found and fetched
     * @param stopRequested whether the user wants to stop, which ends a wait for a server
     * @throws org.adaptationlab.problem.PrerequisiteException when the model or the runtime is not to be had
     */
    static Workbench open(
            LabDefinition lab,
            RuntimeRequest request,
            Map<String, String> environment,
            ModelStore store,
            String harnessVersion,
            RunListener listener,
            BooleanSupplier stopRequested) {
        ChildJvm.keepClasses();
        EmbeddedRuntime embedded = new EmbeddedRuntime(harnessVersion);
        RuntimeChoice choice =
                new RuntimeChoice(lab, request, environment, store, listener, pause -> sleep(pause, stopRequested));
        RuntimeChoice.Chosen chosen = choice.choose(embedded);
        return new Workbench(chosen, embedded, environment, lab, harnessVersion, listener);
    }

    private static TrainerChoice trainers(Map<String, String> environment) {
        return new TrainerChoice(new HarnessTrainer(), new PeftTrainer(new TrainerEnvironment(environment)));
    }

    private static LoraTrainer trainer(Map<String, String> environment, TrainerChoice trainers) {
        return new LoraTrainer(LabHome.of(environment).resolve("adapters"), trainers);
    }

    /** The trainer with the adapters that are there, for who needs neither model nor server. */
    public static LoraTrainer trainer(Map<String, String> environment) {
        return trainer(environment, trainers(environment));
    }

    /** In pieces, so that a user who wants to stop need not wait for a server. */
    private static void sleep(Duration pause, BooleanSupplier stopRequested) throws InterruptedException {
        for (long left = pause.toMillis(); left > 0; left -= SLICE_MILLIS) {
            if (stopRequested.getAsBoolean()) {
                throw new InterruptedException("the user wants to stop");
            }
            Thread.sleep(Math.min(left, SLICE_MILLIS));
        }
    }

    /** The model that modes start from. */
    public BaseModel base() {
        return base;
    }

    /** What runs it; closed with the workbench. */
    public ModelRuntime runtime() {
        return runtime;
    }

    /** The indexes of the lab's home. */
    public PassageIndexStore indexes() {
        return indexes;
    }

    /** The environment of a run at this workbench. */
    public RunEnvironment environment(BooleanSupplier stopRequested, RunListener listener) {
        return new RunEnvironment(
                runtime,
                this,
                indexes.telling(listener::embedded),
                InstantSource.system(),
                System::nanoTime,
                stopRequested,
                new IdleLoad(),
                cost,
                harnessVersion,
                listener);
    }

    @Override
    public List<TrainedAdapter> adapters(List<TrainingPlan> plans, TrainingListener listener) {
        return trainer.adapters(plans, tokenizer, listener);
    }

    @Override
    public TunedEncoder encoder(EncoderPlan plan, TrainingListener listener) {
        return encoders.encoder(plan, listener);
    }

    @Override
    public void requireTrainer(BaseModel base, AdapterSource.Trained source) {
        trainers.require(base, source.trainer(), source.hub(), contextTokens);
    }

    @Override
    public Path imported(Path peftFolder, BaseModel base) {
        return imports.of(peftFolder, base);
    }

    @Override
    public void close() {
        try (inUse) {
            embedded.close();
            runtime.close();
        }
    }
}
