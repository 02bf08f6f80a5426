package org.adaptationlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.dataset.ColumnMapping;
import org.adaptationlab.dataset.Corpus;
import org.adaptationlab.dataset.DatasetImport;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.LabProposal;
import org.adaptationlab.dataset.LabSetup;
import org.adaptationlab.dataset.NewDataset;
import org.adaptationlab.dataset.UnusedColumns;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.NewLab;
import org.adaptationlab.lab.NewTask;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.report.words.Figures;
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
        description = "Make a new lab and its data set from your own examples (a table, JSON, chats).",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  lab init tickets --data tickets.csv --input text --target category",
            "  lab init tickets --data tickets.jsonl --input body --target queue --corpus docs --test-share 0.7",
            "  lab init faq --task short-answer --data faq.csv --input question --target answer --corpus docs",
            "  lab init orders --task extraction --data orders.jsonl --input mail --target order",
            "  lab init desk --data chats.jsonl",
            "  lab init banking --train train.csv --test test.csv --input text --target category --fix"
        })
final class InitCommand implements Runnable {

    private static final List<TaskType> TASKS = List.of(TaskType.values());

    private final CliContext context;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the new lab and its data set.")
    private String name;

    @Option(
            names = {"--data", "--train"},
            required = true,
            paramLabel = "FILE",
            description =
                    "Your examples: CSV or TSV with a header, Parquet, JSON lines, a JSON list, an Excel workbook (.xlsx),"
                            + " chats (messages, conversations), Alpaca.")
    private Path data;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "A file of your own for the test; --data is then all for training.")
    private @Nullable Path test;

    @Option(
            names = "--task",
            paramLabel = "TYPE",
            defaultValue = "classification",
            description = "classification, short-answer or extraction (default: ${DEFAULT-VALUE}).")
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
            description =
                    "Column with the document that holds the answer: its path below the corpus, with or without its ending.")
    private @Nullable String doc;

    @Option(
            names = "--answerable",
            paramLabel = "COLUMN",
            description = "Column with true or false: whether the question has an answer.")
    private @Nullable String answerable;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "JSON schema of an extraction's answers; without it, one that all targets satisfy.")
    private @Nullable Path schema;

    @Option(
            names = "--split",
            paramLabel = "COLUMN",
            description = "Column that says train or test, where the split is your own.")
    private @Nullable String split;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description =
                    "Between the cells of a CSV file (default: a comma, in .tsv a tab; where the header has none, the"
                            + " semicolon, tab or | that it has).")
    private @Nullable Character separator;

    @Option(
            names = "--fix",
            description =
                    "Mend what needs no person: labels that only look different get one spelling; rows whose text has"
                            + " another target elsewhere, and training rows whose text is in the test, are left out.")
    private boolean fix;

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
                .orElseThrow(() -> usage("--task is \"" + task + "\"; allowed: "
                        + TASKS.stream().map(TaskType::word).collect(Collectors.joining(", "))));
        if (type != TaskType.EXTRACTION && schema != null) {
            throw usage("--schema is for --task extraction");
        }
        if (type != TaskType.SHORT_ANSWER && answerable != null) {
            throw usage("--answerable is for --task short-answer");
        }
        if (doc != null && corpus == null) {
            throw usage("--doc names documents, so it needs --corpus DIR, the folder that has them");
        }
        if (split != null && test != null) {
            throw usage("--split and --test both say what is tested; take one");
        }
        LabSetup setup = new LabSetup(context.resolve(out), name);
        setup.checkFree();
        Corpus read = corpus == null ? Corpus.NONE : read(context.resolve(corpus));
        Set<String> documents = read.documents().stream().map(Document::id).collect(Collectors.toSet());
        SourceTable table = SourceTable.read(context.resolve(data), separator);
        ColumnMapping mapping = mapping(table, type, documents);
        SourceTable tested = test == null ? null : SourceTable.read(context.resolve(test), separator);
        if (tested != null) {
            mapping(tested, type, documents);
        }
        DatasetImport.Repair repair = fix ? DatasetImport.Repair.MEND : DatasetImport.Repair.REPORT;
        DatasetImport dataset = new DatasetImport(name, type, mapping, testShare, seed, repair);
        NewDataset made = dataset.of(table, tested);
        int forValidation = dataset.forValidation(table);
        if (forValidation > 0) {
            context.err()
                    .println("note: " + table.file() + ": left out: " + Figures.counted(forValidation, "row")
                            + " for validation; lab tune validates on training examples");
        }
        UnusedColumns.note(table, mapping, type, split != null || test != null)
                .ifPresent(unused -> context.err().println("note: " + table.file() + ": " + unused));
        ColumnRoles roles = table.roles();
        NewLab lab = LabProposal.of(
                made,
                NewTask.Words.of(mapping.input(), mapping.target(), words(type)),
                roles == null ? null : roles.system(),
                schema == null ? null : schemaText(schema),
                corpus == null ? NewLab.Documents.NONE : NewLab.Documents.THERE);
        create(setup, made, lab, read);
        new InitReport(context, context.resolve(out)).print(made, lab, table, read.documents());
    }

    /** Nouns of columns whose names say nothing of the task, such as those of a chat. */
    private static NewTask.Words words(TaskType type) {
        return switch (type) {
            case CLASSIFICATION -> new NewTask.Words("text", "category");
            case SHORT_ANSWER -> new NewTask.Words("question", "answer");
            case EXTRACTION -> new NewTask.Words("text", "facts");
        };
    }

    private String schemaText(Path file) {
        Problems problems = new Problems();
        String text = Utf8File.read(context.resolve(file), problems).orElse("");
        problems.throwIfAny();
        return text;
    }

    private ColumnMapping mapping(SourceTable table, TaskType type, Set<String> documents) {
        ColumnChoice columns = new ColumnChoice(context, table, this::usage);
        boolean labelled = type == TaskType.CLASSIFICATION;
        String asked = labelled ? "the text to classify" : type == TaskType.EXTRACTION ? "the text" : "the question";
        String inputColumn = columns.required("--input", asked, input, ColumnRoles::input);
        String targetColumn =
                columns.required("--target", labelled ? "the label" : "the answer", target, ColumnRoles::target);
        if (inputColumn.equals(targetColumn)) {
            throw usage("--input and --target are the same column, \"" + inputColumn + "\"");
        }
        return new ColumnMapping(
                inputColumn,
                targetColumn,
                columns.optional("--doc", doc),
                documents,
                columns.optional("--answerable", answerable),
                columns.optional("--split", split));
    }

    /** Reads the documents; what is left out of them is said. */
    private Corpus read(Path folder) {
        Corpus read = LabSetup.corpus(folder);
        CorpusWords.warn(read.documents().size(), read.leftOut(), context.err());
        return read;
    }

    private void create(LabSetup setup, NewDataset made, NewLab lab, Corpus read) {
        try {
            setup.create(made, lab, corpus == null ? null : context.resolve(corpus), read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
