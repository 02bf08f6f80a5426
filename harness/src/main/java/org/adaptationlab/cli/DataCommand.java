package org.adaptationlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.dataset.PublicSet;
import org.adaptationlab.dataset.PublicSets;
import org.adaptationlab.dataset.PulledSet;
import org.adaptationlab.model.store.PublishedFiles;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.Suggestion;
import org.adaptationlab.run.start.FetchProgress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab data}: the public data sets that can be fetched, and which are here. */
@Command(
        name = "data",
        description = "Show the public data sets that can be fetched, and which are here.",
        subcommands = DataCommand.Pull.class,
        footer = {"", "Example:", "  lab data pull banking77"})
final class DataCommand implements Runnable {

    private final CliContext context;
    private final Supplier<List<PublicSet>> sets;

    DataCommand(CliContext context) {
        this(context, () -> PublicSets.ALL); // with their readers, which help has no need of
    }

    /** With other sets than those that are known. */
    DataCommand(CliContext context, Supplier<List<PublicSet>> sets) {
        this.context = context;
        this.sets = sets;
    }

    @Override
    public void run() {
        TextTable table = new TextTable().row("NAME", "LICENCE", "STATE", "FOLDER", "WHAT");
        for (PublicSet set : sets.get()) {
            Path folder = folder(set);
            table.row(
                    set.name(),
                    set.licence(),
                    Files.exists(folder.resolve("dataset.yaml")) ? "here" : "absent",
                    folder.toString(),
                    set.title());
        }
        table.print(context.out(), "");
    }

    /** Where the labs of the project look for it. */
    private Path folder(PublicSet set) {
        return context.root().resolve("datasets").resolve(set.name());
    }

    private PublicSet find(String name) {
        List<String> names = sets.get().stream().map(PublicSet::name).toList();
        return sets.get().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LabDefinitionException("unknown data set \"" + name + "\""
                        + Suggestion.phrase(name, names) + "; known: " + String.join(", ", names)));
    }

    /** {@code lab data pull}: fetch a public data set. */
    @Command(
            name = "pull",
            description = "Fetch a public data set, verify its SHA-256, and make a data-set folder of it.",
            footer = {
                "",
                "The files are kept under $LAB_HOME/data and fetched once. LAB_DATA_MIRROR names an address that has them.",
                "",
                "Examples:",
                "  lab data pull banking77",
                "  lab data pull clinc150 --out my-data/clinc150"
            })
    static final class Pull implements Runnable {

        @ParentCommand
        private DataCommand data;

        @Parameters(paramLabel = "NAME", description = "One of those that \"lab data\" lists.")
        private String name;

        @Option(
                names = "--out",
                paramLabel = "FOLDER",
                description = "The folder to make. Default: datasets/NAME of the project, where its labs look.")
        private @Nullable Path out;

        @Override
        public void run() {
            CliContext context = data.context;
            PublicSet set = data.find(name);
            Path folder = out == null ? data.folder(set) : context.resolve(out);
            FetchProgress progress = RunProgress.ofFetching(context, "data set");
            PublishedFiles store = PublishedFiles.ofData(context.environment());
            PulledSet pulled = set.read(set.files().stream()
                    .map(file -> store.require(file, progress))
                    .toList());
            try {
                pulled.write(folder);
            } catch (IOException e) {
                throw new PrerequisiteException("cannot write " + folder + ": " + IoReason.of(e)
                        + "; make room there, or name another folder with --out");
            }
            print(pulled, folder);
        }

        private void print(PulledSet pulled, Path folder) {
            data.context.out().println(name + ": " + folder + " (SHA-256 verified)");
            new TextTable()
                    .row(
                            "train",
                            pulled.train().size() + " examples; " + pulled.leaks()
                                    + " left out, as a test text is the same or nearly the same")
                    .row("test", pulled.test().size() + " examples")
                    .row("licence", pulled.set().licence())
                    .row("source", pulled.set().source())
                    .print(data.context.out(), "  ");
            if (!pulled.leftOut().isEmpty()) {
                data.context.out().println("  " + pulled.leftOut());
            }
        }
    }
}
