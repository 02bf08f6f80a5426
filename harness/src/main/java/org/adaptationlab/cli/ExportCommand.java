package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Suggestion;
import org.adaptationlab.run.environment.Embedders;
import org.adaptationlab.run.export.ChatExport;
import org.adaptationlab.run.export.ExportFolder;
import org.adaptationlab.run.export.ExportedParts;
import org.adaptationlab.run.export.HomeMode;
import org.adaptationlab.run.export.HomeParts;
import org.adaptationlab.run.export.LlamaServerExport;
import org.adaptationlab.run.export.OllamaExport;
import org.adaptationlab.run.export.OllamaExport.AdapterForm;
import org.adaptationlab.run.export.VllmExport;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.prompt.ModePrompts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab export}: a mode's training set for a trainer elsewhere, or the mode to take home. */
@Command(
        name = "export",
        description =
                "Write a mode's training examples for a trainer elsewhere, or the mode to take home to Ollama, llama-server or vLLM.",
        footer = {
            "",
            "Examples:",
            "  lab export foundation-model-adaptation --mode lora --format chat-jsonl --out lora-training",
            "  lab export foundation-model-adaptation --mode nearest --format ollama --out ticket-model",
            "  lab export foundation-model-adaptation --mode lora --format vllm --out ticket-adapter"
        })
final class ExportCommand implements Runnable {

    /** A starting point where the lab trains nothing itself: the lab file's defaults, on all examples. */
    private static final TrainingSettings USUAL = new TrainingSettings(LabDefinition.ALL, 8, 8, 16, 1e-3, 10, 0);

    private final CliContext context;

    /** What can be written. */
    enum Format {
        CHAT_JSONL,
        OLLAMA,
        LLAMA_SERVER,
        VLLM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(index = "0", paramLabel = "LAB", description = "A name under labs/, or the path of a lab.yaml.")
    private String lab;

    @Option(names = "--mode", required = true, paramLabel = "M", description = "The mode to export.")
    private String mode;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "NAME",
            description =
                    "chat-jsonl: the training set; ollama: weights, prompts and Modelfile; llama-server: weights, adapter,"
                            + " prompts and command line; vllm: adapter as PEFT saves it, prompts and command line.",
            converter = FormatConverter.class)
    private Format format;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
    private Path out;

    @Option(
            names = "--adapter",
            paramLabel = "FORM",
            description = "With --format ollama: merged into the base's weights, which every Ollama takes (default), or"
                    + " applied to them by Ollama, which it does before 0.34.1.")
    private @Nullable AdapterForm adapter;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Adapter seed, or the place (1, 2, …) of one of several adapters from elsewhere (default: the"
                    + " first of the mode).")
    private @Nullable Long seed;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "With --format chat-jsonl: the model the adapter is for, in place of the lab's.")
    private @Nullable String model;

    ExportCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabDefinition definition = LabFileReader.read(context.labFile(lab));
        ModeDefinition exported = mode(definition);
        requireAPromptOfItsOwn(definition, exported);
        if (adapter != null && format != Format.OLLAMA) {
            throw new LabDefinitionException("--adapter is for --format ollama, not for " + format + "; leave it out");
        }
        if (model != null && format != Format.CHAT_JSONL) {
            throw new LabDefinitionException("--model is for --format chat-jsonl, not for " + format
                    + ", which writes the model of the lab; leave it out, or change \"model\" in the lab file");
        }
        Path target = context.resolve(out);
        ExportFolder folder = ExportFolder.at(target);
        Dataset dataset = DatasetReader.read(definition);
        List<Example> pool = RunPlanner.pool(definition, dataset);
        PassageIndexStore indexes =
                Embedders.indexes(definition, context.environment(), RunProgress.ofFetching(context, "embedder"));
        try (ModePrompts prompts = new ModePrompts(definition, dataset, pool, indexes, System::nanoTime)) {
            HomeMode home = new HomeMode(definition, exported, prompts);
            switch (format) {
                case CHAT_JSONL -> writeChats(definition, exported, folder, prompts);
                case OLLAMA ->
                    new OllamaExport(home, adapter == null ? AdapterForm.MERGED : adapter)
                            .write(folder, parts(definition, exported, parts -> parts.find(prompts)));
                case LLAMA_SERVER ->
                    new LlamaServerExport(home)
                            .write(folder, parts(definition, exported, parts -> parts.find(prompts)));
                case VLLM ->
                    new VllmExport(home)
                            .write(folder, parts(definition, exported, parts -> parts.findForPeft(prompts)));
            }
        }
        context.out().println(target + ": written; " + target.resolve("README.md") + " says how to go on");
    }

    private HomeParts parts(
            LabDefinition definition, ModeDefinition exported, Function<ExportedParts, HomeParts> search) {
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try {
            return search.apply(new ExportedParts(
                    definition, exported, seed, context.environment(), HarnessVersion.number(), progress));
        } finally {
            progress.endLine();
        }
    }

    private void writeChats(
            LabDefinition definition, ModeDefinition exported, ExportFolder folder, ModePrompts prompts) {
        AdapterSource.Trained source = exported.adaptation()
                .training()
                .orElseGet(() -> new AdapterSource.Trained(USUAL, List.of(1L), TrainerKind.AUTO, null));
        new ChatExport(definition, exported)
                .write(
                        folder,
                        prompts.trainingExamples(
                                exported, prompts.prepare(exported).prompts(), source.settings()),
                        source.settings(),
                        source.seed(seed),
                        model == null ? definition.model() : model);
    }

    /** A classifier has no prompt, and the gold document is known to nobody but a data set. */
    private static void requireAPromptOfItsOwn(LabDefinition definition, ModeDefinition exported) {
        boolean classifier = exported.adaptation().classifier().isPresent();
        boolean gold = exported.adaptation()
                .retrieved()
                .filter(retrieval -> retrieval.from() == RetrievalSpec.Source.GOLD)
                .isPresent();
        if (classifier || gold) {
            throw new LabDefinitionException(definition.file() + ": mode \"" + exported.name() + "\" "
                    + (classifier
                            ? "is a classifier, which asks no language model"
                            : "is shown the document that holds the answer, which only a data set knows")
                    + "; export another mode");
        }
    }

    private ModeDefinition mode(LabDefinition definition) {
        List<String> names =
                definition.modes().stream().map(ModeDefinition::name).toList();
        return definition.modes().stream()
                .filter(one -> one.name().equals(mode))
                .findFirst()
                .orElseThrow(() -> new LabDefinitionException(definition.file() + ": no mode \"" + mode
                        + "\"; its modes are " + String.join(", ", names)
                        + Suggestion.phrase(mode, names)));
    }
}
