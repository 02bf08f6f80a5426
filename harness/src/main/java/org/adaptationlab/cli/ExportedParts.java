package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.export.OllamaExport;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** Finds the weights and the adapter of a mode that is taken home; an adapter is trained where it has not been yet. */
final class ExportedParts {

    private final CliContext context;
    private final LabDefinition lab;
    private final ModeDefinition mode;
    private final @Nullable Long seed;

    /** @param seed adapter seed, null for the first of the mode */
    ExportedParts(CliContext context, LabDefinition lab, ModeDefinition mode, @Nullable Long seed) {
        this.context = context;
        this.lab = lab;
        this.mode = mode;
        this.seed = seed;
    }

    OllamaExport.Parts find(ModePrompts prompts) {
        AdapterSource source = mode.adaptation() instanceof LoraSpec lora ? lora.adapter() : null;
        if (source instanceof AdapterSource.OllamaModel named) {
            return new OllamaExport.Parts(named.name(), null, null);
        }
        if (source instanceof AdapterSource.OpenAiModel) {
            throw new LabDefinitionException(lab.file() + ": mode \"" + mode.name()
                    + "\" has its adapter on a server (adapter: {openai: …}), there is no file to export");
        }
        ModelStore store = new ModelStore(context.environment());
        BaseModel base = store.knows(lab.model())
                ? store.require(lab.model(), FetchProgress.on(context))
                : new BaseModel(lab.model(), "", null, null);
        Path weights = base.file();
        Path adapter = source == null ? null : adapter(source, base, prompts);
        if (weights == null) {
            return new OllamaExport.Parts(base.name(), null, adapter);
        }
        if (adapter != null) {
            AdapterFile.open(adapter).requireFits(GgufFile.open(weights));
        }
        return new OllamaExport.Parts(weights.getFileName().toString(), weights, adapter);
    }

    private Path adapter(AdapterSource source, BaseModel base, ModePrompts prompts) {
        if (source instanceof AdapterSource.GgufFile gguf) {
            return gguf.file();
        }
        if (base.file() == null) {
            throw new PrerequisiteException("the adapter of mode \"" + mode.name() + "\" can't be made: the weights of "
                    + base.name() + " are not a file on this machine; take a model of the catalogue, or an adapter"
                    + " that is a GGUF file");
        }
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try (Workbench bench = Workbench.open(context, new RuntimeOptions(), lab, progress)) {
            if (source instanceof AdapterSource.Peft peft) {
                return bench.imported(peft.folder(), base);
            }
            AdapterSource.Trained trained = (AdapterSource.Trained) source;
            List<Long> seeds = trained.seeds();
            TrainingPlan plan = new TrainingPlan(
                    base,
                    prompts.trainingExamples(mode, prompts.prepare(mode).prompts(), trained.settings()),
                    trained.settings(),
                    seed == null ? seeds.get(0) : seed);
            return bench.adapter(plan, progress::trainingStep).file();
        } finally {
            progress.endLine();
        }
    }
}
