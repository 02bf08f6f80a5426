package org.adaptationlab.run.export;

import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.run.adapter.NamedAdapter;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.run.start.FetchProgress;
import org.adaptationlab.run.start.RuntimeRequest;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingListener;
import org.adaptationlab.train.TrainingPlan;
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
     * @param seed adapter seed, null for the first of the mode
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
     * The parts.
     *
     * @throws org.adaptationlab.problem.LabException when they can't be had
     */
    public OllamaExport.Parts find(ModePrompts prompts) {
        AdapterRef adapter = NamedAdapter.of(lab, mode, seed)
                .map(named -> named.export(this::base, new LateMaker(), source -> train(source, prompts)))
                .orElse(null);
        if (adapter instanceof AdapterRef.Served served) {
            return new OllamaExport.Parts(served.modelName(), null, null);
        }
        Path file = adapter instanceof AdapterRef.Weights made ? made.gguf() : null;
        BaseModel whole = base();
        Path weights = whole.file();
        if (weights == null) {
            return new OllamaExport.Parts(whole.name(), null, file);
        }
        if (file != null) {
            AdapterFile.open(file).requireFits(GgufFile.open(weights));
        }
        return new OllamaExport.Parts(weights.getFileName().toString(), weights, file);
    }

    /** Fetched where it is wanted, since a server's model needs none. */
    private BaseModel base() {
        if (base == null) {
            ModelStore store = new ModelStore(environment);
            base = store.knows(lab.model())
                    ? store.require(lab.model(), new FetchProgress(listener))
                    : new BaseModel(lab.model(), "", null, null);
        }
        return base;
    }

    private TrainedAdapter train(AdapterSource.Trained source, ModePrompts prompts) {
        TrainingPlan plan =
                prompts.trainingPlan(base(), mode, prompts.prepare(mode).prompts(), source, source.seed(seed));
        return new LateMaker().adapter(plan, listener::trainingStep);
    }

    /** Opens a workbench only when something has to be made. */
    private final class LateMaker implements AdapterMaker {

        @Override
        public TrainedAdapter adapter(TrainingPlan plan, TrainingListener steps) {
            try (Workbench bench = open()) {
                return bench.adapter(plan, steps);
            }
        }

        @Override
        public Path imported(Path peftFolder, BaseModel base) {
            try (Workbench bench = open()) {
                return bench.imported(peftFolder, base);
            }
        }

        private Workbench open() {
            return Workbench.open(lab, RuntimeRequest.ANY, environment, harnessVersion, listener, () -> false);
        }
    }
}
