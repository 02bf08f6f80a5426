package org.adaptationlab.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.SamplingSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.process.ChildJvm;
import org.adaptationlab.run.adapter.ImportedAdapters;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.run.environment.CostFile;
import org.adaptationlab.run.environment.IdleLoad;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.train.LoraTrainer;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingListener;
import org.adaptationlab.train.TrainingPlan;

/** What a command that needs a model works with: weights, runtime, trainer, indexes, put together by hand. */
final class Workbench implements AdapterMaker, AutoCloseable {

    private final ModelRuntime runtime;
    private final BaseModel base;
    private final EmbeddedRuntime embedded;
    private final LoraTrainer trainer;
    private final ImportedAdapters imports;
    private final PassageIndexStore indexes;
    private final SamplingOptions sampling;
    private final CostAssumptions cost;

    private Workbench(RuntimeChoice.Chosen chosen, EmbeddedRuntime embedded, Path home, LabDefinition lab) {
        SamplingSettings sampling = lab.sampling();
        this.runtime = chosen.runtime();
        this.base = chosen.base();
        this.embedded = embedded;
        this.trainer = new LoraTrainer(home.resolve("adapters"));
        this.imports = new ImportedAdapters(home.resolve("adapters"));
        this.indexes = new PassageIndexStore(home.resolve("indexes"), new TextEmbedder(), System::nanoTime);
        this.sampling = new SamplingOptions(
                sampling.temperature(), sampling.seed(), sampling.maxOutputTokens(), sampling.contextTokens());
        this.cost = CostFile.read(lab.file(), home, base.name());
    }

    /**
     * Opens what a lab needs; the model's weights are fetched if they are not there.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException when the model or the runtime is not to be had
     */
    static Workbench open(CliContext context, RuntimeOptions options, LabDefinition lab, RunProgress progress) {
        ChildJvm.keepClasses();
        String model = options.model() == null ? lab.model() : options.model();
        EmbeddedRuntime embedded = new EmbeddedRuntime(HarnessVersion.number());
        RuntimeChoice choice = new RuntimeChoice(options, context.environment(), new ModelStore(context.environment()));
        RuntimeChoice.Chosen chosen = choice.choose(model, embedded, progress);
        progress.endLine();
        return new Workbench(chosen, embedded, LabHome.of(context.environment()), lab);
    }

    BaseModel base() {
        return base;
    }

    ModelRuntime runtime() {
        return runtime;
    }

    PassageIndexStore indexes() {
        return indexes;
    }

    RunEnvironment environment(BooleanSupplier stopRequested, RunListener listener) {
        return new RunEnvironment(
                runtime,
                this,
                indexes,
                InstantSource.system(),
                System::nanoTime,
                stopRequested,
                new IdleLoad(),
                cost,
                HarnessVersion.number(),
                listener);
    }

    /** Trains an adapter, or takes the one an equal plan gave before; only a training needs the tokenizer. */
    @Override
    public TrainedAdapter adapter(TrainingPlan plan, TrainingListener listener) {
        return trainer.adapter(plan, () -> new OwnedTokenizer(embedded.serve(base, null, sampling)), listener);
    }

    @Override
    public Path imported(Path peftFolder, BaseModel base) {
        return imports.of(peftFolder, base);
    }

    @Override
    public void close() {
        embedded.close();
        runtime.close();
    }
}
