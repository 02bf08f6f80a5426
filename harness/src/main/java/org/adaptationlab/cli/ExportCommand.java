package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Suggestion;
import org.adaptationlab.run.export.ChatExport;
import org.adaptationlab.run.export.ExportFolder;
import org.adaptationlab.run.export.ExportedParts;
import org.adaptationlab.run.export.OllamaExport;
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
                "Write a mode's training examples for a trainer elsewhere, or the mode as a model for Ollama to take home.",
        footer = {
            "",
            "Examples:",
            "  lab export foundation-model-adaptation --mode lora --format chat-jsonl --out lora-training",
            "  lab export foundation-model-adaptation --mode nearest --format ollama --out ticket-model"
        })
final class ExportCommand implements Runnable {

    /** A starting point where the lab trains nothing itself: the lab file's defaults, on all examples. */
    private static final TrainingSettings USUAL = new TrainingSettings(LabDefinition.ALL, 8, 8, 16, 1e-3, 10, 0);

    private final CliContext context;

    /** What can be written. */
    enum Format {
        CHAT_JSONL,
        OLLAMA;

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
            description = "chat-jsonl: the training set; ollama: weights, adapter, prompts and Modelfile.",
            converter = FormatConverter.class)
    private Format format;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Adapter seed (default: the first of the mode).")
    private @Nullable Long seed;

    ExportCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabDefinition definition = LabFileReader.read(context.labFile(lab));
        ModeDefinition exported = mode(definition);
        requireAPromptOfItsOwn(definition, exported);
        Path target = context.resolve(out);
        ExportFolder folder = ExportFolder.at(target);
        Dataset dataset = DatasetReader.read(definition);
        List<Example> pool = RunPlanner.pool(definition, dataset);
        PassageIndexStore indexes = new PassageIndexStore(
                LabHome.of(context.environment()).resolve("indexes"), new TextEmbedder(), System::nanoTime);
        try (ModePrompts prompts = new ModePrompts(definition, dataset, pool, indexes, System::nanoTime)) {
            if (format == Format.OLLAMA) {
                new OllamaExport(definition, exported).write(folder, parts(definition, exported, prompts), prompts);
            } else {
                writeChats(definition, exported, folder, prompts);
            }
        }
        context.out().println(target + ": written; " + target.resolve("README.md") + " says how to go on");
    }

    private OllamaExport.Parts parts(LabDefinition definition, ModeDefinition exported, ModePrompts prompts) {
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try {
            return new ExportedParts(
                            definition, exported, seed, context.environment(), HarnessVersion.number(), progress)
                    .find(prompts);
        } finally {
            progress.endLine();
        }
    }

    private void writeChats(
            LabDefinition definition, ModeDefinition exported, ExportFolder folder, ModePrompts prompts) {
        AdapterSource.Trained source =
                exported.adaptation().training().orElseGet(() -> new AdapterSource.Trained(USUAL, List.of(1L)));
        new ChatExport(definition, exported)
                .write(
                        folder,
                        prompts.trainingExamples(
                                exported, prompts.prepare(exported).prompts(), source.settings()),
                        source.settings(),
                        source.seed(seed));
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
