package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.store.DescribedModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.model.store.ModelStore.Listing;
import org.adaptationlab.model.store.ModelStore.Pruned;
import org.adaptationlab.model.store.OllamaStore;
import org.adaptationlab.run.start.FetchProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab models}: the catalogue, and what of it is on this machine. */
@Command(
        name = "models",
        description = "Show the models of the catalogue and which are on this machine.",
        subcommands = {ModelsCommand.Pull.class, ModelsCommand.Add.class, ModelsCommand.Prune.class},
        footer = {"", "Example:", "  lab models pull smollm2-135m-instruct"})
final class ModelsCommand implements Runnable {

    private static final String DESCRIBED =
            "described: \"lab models pull NAME\" has Ollama fetch it, \"lab models add FILE"
                    + " --name NAME\" names a file of it";

    private static final double MEGABYTE = 1e6;
    /** From here on a number of millions would be rounded to 1,000. */
    private static final long LEAST_BILLION = 999_500_000;

    private final CliContext context;

    ModelsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        List<Row> rows = new ArrayList<>();
        store().list().forEach(model -> rows.add(row(model)));
        Set<String> tags = new HashSet<>();
        ollama(ollama -> ollama.kept().forEach(kept -> tags.add(kept.name())));
        store().described().forEach(model -> rows.add(row(model, tags)));
        TextTable table = new TextTable().row("NAME", "WEIGHTS", "TYPE", "SIZE", "LICENCE", "STATE", "FILE");
        rows.stream().filter(Row::here).forEach(row -> table.row(row.cells()));
        rows.stream().filter(row -> !row.here()).forEach(row -> table.row(row.cells()));
        table.print(context.out(), "");
        context.out().println();
        context.out().println(DESCRIBED);
        ollama(this::list);
    }

    /** A line of the table; what is on this machine comes first. */
    private record Row(boolean here, String... cells) {}

    private static Row row(Listing model) {
        return new Row(
                model.state() != Listing.State.ABSENT,
                model.name(),
                weights(model.parameters()),
                model.quantization(),
                megabytes(model.bytes()),
                model.licence(),
                model.state().name().toLowerCase(Locale.ROOT),
                model.file().toString());
    }

    private Row row(DescribedModel model, Set<String> onOllama) {
        String tag = model.ollamaTag();
        boolean here = tag != null
                && (onOllama.contains(tag)
                        || OllamaStore.of(context.environment()).weights(tag).isPresent());
        return new Row(
                here,
                model.name(),
                weights(model.parameters()),
                "-",
                "-",
                model.licence(),
                here ? "on Ollama" : "described",
                tag == null ? "-" : "Ollama's " + tag);
    }

    private void list(OllamaRuntime ollama) {
        TextTable table = new TextTable().row("NAME", "TYPE", "SIZE", "FROM");
        for (OllamaRuntime.Kept model : ollama.kept()) {
            table.row(
                    model.name(), model.quantization(), megabytes(model.bytes()), model.given() ? "a run" : "the user");
        }
        context.out().println();
        context.out().println("Ollama at " + ollama.endpoint() + ":");
        table.print(context.out(), "");
    }

    /** Does something with the Ollama that answers, if one does. */
    private void ollama(Consumer<OllamaRuntime> action) {
        try (OllamaRuntime ollama = server()) {
            if (ollama.answers()) {
                action.accept(ollama);
            }
        }
    }

    private OllamaRuntime server() {
        return OllamaRuntime.toLookAt(OllamaRuntime.endpoint(null, context.environment()));
    }

    private ModelStore store() {
        return new ModelStore(context.environment());
    }

    private static String weights(long parameters) {
        if (parameters == 0) {
            return "?";
        }
        return parameters >= LEAST_BILLION
                ? String.format(Locale.ROOT, "%.1fB", parameters / 1e9)
                : Math.round(parameters / 1e6) + "M";
    }

    private static String megabytes(long bytes) {
        return Math.round(bytes / MEGABYTE) + " MB";
    }

    /** {@code lab models pull}: fetch a model. */
    @Command(
            name = "pull",
            description = "Fetch a model of the catalogue and verify its SHA-256, or have Ollama fetch one of its own.",
            footer = {"", "Examples:", "  lab models pull smollm2-135m-instruct", "  lab models pull llama3.1:8b"})
    static final class Pull implements Runnable {

        @ParentCommand
        private ModelsCommand models;

        @Parameters(paramLabel = "NAME", description = "A name of the catalogue, or a tag such as phi4 or llama3.1:8b.")
        private String name;

        @Override
        public void run() {
            FetchProgress progress = RunProgress.ofFetching(models.context);
            ModelStore store = models.store();
            String tag = store.described(name).map(DescribedModel::ollamaTag).orElse(null);
            if (tag != null || (!store.knows(name) && isTag())) {
                pullByOllama(tag == null ? name : tag, progress);
                return;
            }
            BaseModel model = store.require(name, progress);
            models.context.out().println(model.name() + ": " + model.file() + " (SHA-256 verified)");
        }

        /** Without a server, a name that the catalogue lacks is more likely mistyped than a tag. */
        private boolean isTag() {
            return name.contains(":") || models.server().answers();
        }

        private void pullByOllama(String tag, FetchProgress progress) {
            try (OllamaRuntime ollama = models.server()) {
                ollama.pull(tag, progress);
                models.context.out().println(tag + ": on Ollama at " + ollama.endpoint());
            }
        }
    }

    /** {@code lab models add}: name a file of the user's own. */
    @Command(
            name = "add",
            description =
                    "Name a GGUF file of your own as a model; it is used where it lies, and never moved or deleted.",
            footer = {
                "",
                "Example:",
                "  lab models add ~/models/phi-4-Q4_K_M.gguf --name phi4 --licence MIT --ollama phi4:latest"
            })
    static final class Add implements Runnable {

        @ParentCommand
        private ModelsCommand models;

        @Parameters(paramLabel = "FILE", description = "A GGUF file of a whole language model.")
        private Path file;

        @Option(names = "--name", paramLabel = "NAME", description = "Default: the name of the file.")
        private String name;

        @Option(names = "--licence", paramLabel = "TEXT", description = "Default: what the file says.")
        private String licence;

        @Option(names = "--ollama", paramLabel = "TAG", description = "The same model in Ollama's library.")
        private String ollamaTag;

        @Option(names = "--replace", description = "Replace the entry of that name.")
        private boolean replace;

        @Override
        public void run() {
            ModelStore store = models.store();
            Listing added =
                    store.add(new ModelStore.Addition(models.context.resolve(file), name, licence, ollamaTag, replace));
            models.context
                    .out()
                    .println(added.name() + ": " + added.file() + " (" + added.architecture() + ", "
                            + weights(added.parameters()) + ", " + added.quantization() + ", licence: "
                            + added.licence() + ", SHA-256 " + added.sha256() + ")");
            models.context
                    .out()
                    .println("Written to " + store.catalogueFile() + "; try it: lab run LAB --model " + added.name());
        }
    }

    /** {@code lab models prune}: remove what runs left behind. */
    @Command(
            name = "prune",
            description =
                    "Remove trained adapters and encoders, indexes, broken-off downloads and damaged files, and what runs gave"
                            + " to a running Ollama; models stay, and what a run is using.",
            footer = {"", "Example:", "  lab models prune"})
    static final class Prune implements Runnable {

        @ParentCommand
        private ModelsCommand models;

        @Override
        public void run() {
            Pruned pruned = models.store().prune();
            pruned.removed().forEach(path -> models.context.out().println("removed " + path));
            models.context.out().println(megabytes(pruned.bytes()) + " freed");
            if (!pruned.kept().isEmpty()) {
                pruned.kept().forEach(path -> models.context.out().println("kept " + path));
                models.context
                        .out()
                        .println("A run is using what is kept, and perhaps what runs gave to Ollama; run \"lab models"
                                + " prune\" again when it has ended.");
                return;
            }
            models.ollama(ollama -> ollama.prune()
                    .forEach(name ->
                            models.context.out().println("removed " + name + " from Ollama at " + ollama.endpoint())));
        }
    }
}
