package org.adaptationlab.run.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.DescribedModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.adapter.NamedAdapter;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TrainingProgress;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.start.FetchProgress;
import org.adaptationlab.run.start.RuntimeRequest;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.run.start.Workbenches;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingPlan;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.TunedEncoder;
import org.adaptationlab.train.job.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Finds the weights and the adapter of a mode that is taken home; an adapter is trained where it has not been yet. */
public final class ExportedParts {

    private final LabDefinition lab;
    private final ModeDefinition mode;
    private final @Nullable Long seed;
    private final Map<String, String> environment;
    private final String harnessVersion;
    private final RunListener listener;
    private @Nullable BaseModel base;

    /**
     * Nothing is fetched or trained yet.
     *
     * @param seed adapter seed, or place in the list for adapters from elsewhere; null for the first of the mode
     * @param environment variables of the process
     */
    public ExportedParts(
            LabDefinition lab,
            ModeDefinition mode,
            @Nullable Long seed,
            Map<String, String> environment,
            String harnessVersion,
            RunListener listener) {
        this.lab = lab;
        this.mode = mode;
        this.seed = seed;
        this.environment = environment;
        this.harnessVersion = harnessVersion;
        this.listener = listener;
    }

    /**
     * The parts with the adapter as GGUF, or as a model of Ollama.
     *
     * @throws org.adaptationlab.problem.LabException when they can't be had
     */
    public HomeParts find(ModePrompts prompts) {
        AdapterRef adapter = named().map(
                        named -> named.export(this::base, new LateMaker(), source -> train(source, prompts)))
                .orElse(null);
        if (adapter instanceof AdapterRef.Served) {
            return new HomeParts(new BaseModel(lab.model(), "", null, null), adapter);
        }
        BaseModel whole = base();
        if (adapter instanceof AdapterRef.Weights made && whole.file() != null) {
            AdapterFile.open(made.gguf()).requireFits(GgufFile.open(whole.file()));
        }
        return new HomeParts(whole, adapter);
    }

    /**
     * The parts for a server that has the base from elsewhere and takes PEFT's folders: one that the lab names is taken as
     * it is, and the base's weights are fetched only where they are needed.
     *
     * @throws org.adaptationlab.problem.LabException when they can't be had
     */
    public HomeParts findForPeft(ModePrompts prompts) {
        NamedAdapter named = named().orElse(null);
        AdapterSource.Trained source = mode.adaptation().training().orElse(null);
        if (source != null && source.hub() != null) {
            return onOriginal(source, source.hub(), prompts);
        }
        Path folder = named == null ? null : named.peftFolder().orElse(null);
        if (named == null || folder != null) {
            return new HomeParts(
                    elsewhere(model -> model.facts().hub()), folder == null ? null : new AdapterRef.PeftFolder(folder));
        }
        return find(prompts);
    }

    /** An adapter that was trained on original weights is for those: they are named, and no other form of them is needed. */
    private HomeParts onOriginal(AdapterSource.Trained source, HubModel hub, ModePrompts prompts) {
        TrainedAdapter adapter =
                new ModelStore(environment).knows(lab.model()) ? train(source, prompts) : trained(source, prompts);
        return new HomeParts(
                new BaseModel(hub.toString(), "", null, null), new AdapterRef.PeftFolder(adapter.peftFolder()));
    }

    /** Nothing is trained without the tokenizer of a server. */
    private TrainedAdapter trained(AdapterSource.Trained source, ModePrompts prompts) {
        BaseModel served = elsewhere(model -> model.facts().hub());
        TrainingPlan plan =
                prompts.trainingPlan(served, mode, prompts.prepare(mode).prompts(), source, source.seed(seed));
        return Workbench.trainer(environment)
                .onOriginal(plan)
                .orElseThrow(() -> new PrerequisiteException(lab.file() + ": mode \"" + mode.name()
                        + "\" has no trained adapter yet; train it first, with the server that has "
                        + lab.model() + ": lab train " + lab.name() + " --mode " + mode.name() + " --seed "
                        + source.seed(seed) + " --runtime openai --endpoint ADDRESS"));
    }

    private Optional<NamedAdapter> named() {
        mode.adaptation().adapterSource().ifPresent(this::requireOne);
        return NamedAdapter.of(lab, mode, seed);
    }

    /** Any seed can be trained; of adapters from elsewhere there are so many. */
    private void requireOne(AdapterSource source) {
        int count = source.adapters().size();
        if (seed != null && source.training().isEmpty() && (seed < 1 || seed > count)) {
            throw new LabDefinitionException(lab.file() + ": mode \"" + mode.name() + "\" names " + count
                    + (count == 1 ? " adapter" : " adapters") + ", and --seed " + seed
                    + " is none of them; give its place in the list, from 1 on");
        }
    }

    /** Fetched where it is wanted, since a server's model needs none. */
    private BaseModel base() {
        if (base == null) {
            ModelStore store = new ModelStore(environment);
            base = store.knows(lab.model())
                    ? store.require(lab.model(), new FetchProgress(listener))
                    : elsewhere(DescribedModel::ollamaTag);
        }
        return base;
    }

    /** A model that only a server has, by what that server calls one that the catalogue describes. */
    private BaseModel elsewhere(Function<DescribedModel, @Nullable String> there) {
        String name =
                new ModelStore(environment).described(lab.model()).map(there).orElse(lab.model());
        return new BaseModel(name, "", null, null);
    }

    private TrainedAdapter train(AdapterSource.Trained source, ModePrompts prompts) {
        TrainingPlan plan =
                prompts.trainingPlan(base(), mode, prompts.prepare(mode).prompts(), source, source.seed(seed));
        return new LateMaker()
                .adapters(List.of(plan), TrainingProgress.to(listener))
                .get(0);
    }

    /** Opens a workbench only when something has to be made. */
    private final class LateMaker implements AdapterMaker {

        @Override
        public List<TrainedAdapter> adapters(List<TrainingPlan> plans, TrainingListener steps) {
            try (Workbench bench = open()) {
                return bench.adapters(plans, steps);
            }
        }

        @Override
        public TunedEncoder encoder(EncoderPlan plan, TrainingListener steps) {
            try (Workbench bench = open()) {
                return bench.encoder(plan, steps);
            }
        }

        @Override
        public void requireTrainer(BaseModel base, AdapterSource.Trained source) {
            try (Workbench bench = open()) {
                bench.requireTrainer(base, source);
            }
        }

        @Override
        public Path imported(Path peftFolder, BaseModel base) {
            try (Workbench bench = open()) {
                return bench.imported(peftFolder, base);
            }
        }

        private Workbench open() {
            return new Workbenches(RuntimeRequest.ANY, environment, harnessVersion, listener, () -> false).open(lab);
        }
    }
}
