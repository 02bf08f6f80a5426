package org.adaptationlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.dataset.Corpus;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.LabSetup;
import org.adaptationlab.dataset.NewDataset;
import org.adaptationlab.dataset.SourceTable;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.NewLab;
import org.adaptationlab.lab.TaskType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab init}: a new lab and data set from a user's own table. */
@Command(
        name = "init",
        description = "Make a new lab and its data set from your own examples (JSONL, or CSV with a header).",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  lab init tickets --data tickets.csv --input text --target category",
            "  lab init tickets --data tickets.jsonl --input body --target queue --corpus docs --test-share 0.7",
            "  lab init faq --task short-answer --data faq.csv --input question --target answer --corpus docs"
        })
final class InitCommand implements Runnable {

    private static final List<TaskType> TASKS = List.of(TaskType.CLASSIFICATION, TaskType.SHORT_ANSWER);
    private static final int USUAL_POOL = 50;
    private static final int USUAL_LIMIT = 120;

    private final CliContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the new lab and its data set.")
    private String name;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Your examples: .jsonl or .csv, UTF-8.")
    private Path data;

    @Option(
            names = "--task",
            paramLabel = "TYPE",
            defaultValue = "classification",
            description = "classification or short-answer (default: ${DEFAULT-VALUE}).")
    private String task;

    @Option(
            names = "--input",
            paramLabel = "COLUMN",
            description = "Column with the text to classify, or the question.")
    private @Nullable String input;

    @Option(names = "--target", paramLabel = "COLUMN", description = "Column with the label, or the answer.")
    private @Nullable String target;

    @Option(
            names = "--doc",
            paramLabel = "COLUMN",
            description = "Column with the document that holds the answer: its path below the corpus, without .md.")
    private @Nullable String doc;

    @Option(
            names = "--answerable",
            paramLabel = "COLUMN",
            description = "Column with true or false: whether the question has an answer.")
    private @Nullable String answerable;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            defaultValue = ",",
            description = "Between the cells of a CSV file (default: ${DEFAULT-VALUE}).")
    private char separator;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Folder of documents for retrieval: Markdown, text, HTML, PDF, Word, also in folders of it.")
    private @Nullable Path corpus;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Part of the examples kept for testing (default: ${DEFAULT-VALUE}).")
    private double testShare;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the split (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Folder for labs/NAME and datasets/NAME (default: working directory).")
    private Path out;

    InitCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (!(testShare > 0 && testShare < 1)) {
            throw usage("--test-share must be above 0 and below 1, but is " + testShare);
        }
        if (!LabFileReader.isName(name)) {
            throw usage("NAME must have letters, digits, '.', '_' and '-' only (64 at most), but is \"" + name + "\"");
        }
        TaskType type = TASKS.stream()
                .filter(known -> known.word().equals(task))
                .findFirst()
                .orElseThrow(() -> usage("--task is \"" + task + "\"; allowed: classification, short-answer"));
        if (type == TaskType.CLASSIFICATION && answerable != null) {
            throw usage("--answerable is for --task short-answer");
        }
        if (doc != null && corpus == null) {
            throw usage("--doc names documents, so it needs --corpus DIR, the folder that has them");
        }
        LabSetup setup = new LabSetup(context.resolve(out), name);
        setup.checkFree();
        Set<String> documents = corpus == null ? Set.of() : documents(context.resolve(corpus));
        SourceTable table = SourceTable.read(context.resolve(data), separator);
        ColumnChoice columns = new ColumnChoice(context, table, this::usage);
        boolean labelled = type == TaskType.CLASSIFICATION;
        String inputColumn = columns.required("--input", labelled ? "the text to classify" : "the question", input);
        String targetColumn = columns.required("--target", labelled ? "the label" : "the answer", target);
        if (inputColumn.equals(targetColumn)) {
            throw usage("--input and --target are the same column, \"" + inputColumn + "\"");
        }
        NewDataset.Mapping mapping = new NewDataset.Mapping(
                inputColumn,
                targetColumn,
                columns.optional("--doc", doc),
                documents,
                columns.optional("--answerable", answerable),
                testShare,
                seed);
        NewDataset made =
                labelled ? NewDataset.ofLabels(name, table, mapping) : NewDataset.ofAnswers(name, table, mapping);
        create(setup, made);
        print(made);
    }

    /** The ids of the documents; what is left out of them is said. */
    private Set<String> documents(Path folder) {
        Corpus read = LabSetup.corpus(folder);
        CorpusWords.warn(read.documents().size(), read.leftOut(), context.err());
        return read.documents().stream().map(Document::id).collect(Collectors.toSet());
    }

    private void create(LabSetup setup, NewDataset made) {
        int pool = Math.min(USUAL_POOL, made.split().train().size());
        int limit = Math.min(USUAL_LIMIT, made.split().test().size());
        NewLab lab = new NewLab(name, made.labels(), pool, limit, corpus != null);
        try {
            setup.create(made, lab, corpus == null ? null : context.resolve(corpus));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(NewDataset made) {
        Path folder = context.resolve(out);
        TextTable table = new TextTable().row(made.labels().isEmpty() ? "" : "label", "train", "test");
        if (made.labels().isEmpty()) {
            table.row(
                    "questions",
                    String.valueOf(made.split().train().size()),
                    String.valueOf(made.split().test().size()));
        }
        for (String label : made.labels()) {
            long train = count(made.split().train(), label);
            long test = count(made.split().test(), label);
            table.row(label, String.valueOf(train), String.valueOf(test));
            if (train == 0 || test == 0) {
                context.err()
                        .println("warning: label \"" + label + "\" has no example in "
                                + (train == 0 ? "train.jsonl" : "test.jsonl") + "; it needs more rows");
            }
        }
        context.out().println("wrote " + folder.resolve("datasets").resolve(name));
        table.print(context.out(), "  ");
        context.out().println("wrote " + folder.resolve("labs").resolve(name));
        String lab = folder.equals(context.resolve(Path.of("")))
                ? name
                : folder.resolve("labs").resolve(name).toString();
        context.out().println("next: say what the task is in prompts/task.txt, then lab validate " + lab);
    }

    private static long count(List<Example> examples, String label) {
        return examples.stream()
                .filter(example -> example.target().equals(label))
                .count();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
