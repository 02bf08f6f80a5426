package org.adaptationlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetFindings;
import org.adaptationlab.dataset.DatasetFix;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.dataset.source.RowUnit;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.run.adapter.AdapterProblems;
import org.adaptationlab.run.check.SearchServices;
import org.adaptationlab.run.check.TrainingLengths;
import org.adaptationlab.run.environment.CostFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab validate}: every problem of a lab and its data in one report, or what they hold. */
@Command(
        name = "validate",
        description = "Check a lab file, its prompts and its data set; report all problems at once (exit code 2).",
        footer = {
            "",
            "Examples:",
            "  lab validate my-lab",
            "  lab validate my-lab --fix",
            "  lab validate some/folder/lab.yaml"
        })
final class ValidateCommand implements Runnable {

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "LAB", description = "A name under labs/, or the path of a lab.yaml.")
    private String lab;

    @Option(
            names = "--fix",
            description =
                    "Mend first what needs no person: the form of rows, ids, labels that only look different, texts with"
                            + " two targets, training texts that are in the test. The files as they were are kept beside.")
    private boolean fix;

    ValidateCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Path file = context.labFile(lab);
        Problems problems = new Problems();
        LabDefinition definition = LabFileReader.read(file, problems).orElse(null);
        if (fix && definition != null) {
            mend(definition);
        }
        Dataset data = definition == null
                ? null
                : DatasetReader.read(definition, problems).orElse(null);
        ModelStore store = new ModelStore(context.environment());
        NamedModels named = definition == null ? null : new NamedModels(definition, store);
        Map<String, String> known = named == null ? Map.of() : named.describe(problems);
        if (named != null) {
            Problems ofAdapters = new Problems();
            named.points().forEach(point -> AdapterProblems.add(point, store, ofAdapters));
            ofAdapters.found().stream()
                    .distinct()
                    .forEach(problem -> problems.add(problem.file(), problem.line(), problem.message()));
        }
        CostFile.Models models = definition == null
                ? new CostFile.Models("", Map.of())
                : CostFile.Models.of(definition.model(), definition);
        CostAssumptions cost = CostFile.read(file, LabHome.of(context.environment()), models, problems)
                .orElse(null);
        if ((named != null) && (data != null) && problems.found().isEmpty()) {
            TrainingLengths lengths = TrainingLengths.embedded(HarnessVersion.number());
            Path indexes = LabHome.of(context.environment()).resolve("indexes");
            for (LabDefinition point : named.points()) {
                lengths.add(point, data, store, indexes, problems);
            }
        }
        Map<String, String> searches =
                (definition != null) && (data != null) && problems.found().isEmpty()
                        ? SearchServices.ask(definition, data, problems)
                        : Map.of();
        problems.throwIfAny();
        new FindingsText(context)
                .warnings(DatasetFindings.of(Objects.requireNonNull(definition), Objects.requireNonNull(data)));
        print(Objects.requireNonNull(definition), Objects.requireNonNull(data), known, Objects.requireNonNull(cost));
        if (!searches.isEmpty()) {
            context.out().println();
            TextTable table = new TextTable().row("mode", "passages found by");
            searches.forEach(table::row);
            table.print(context.out(), "  ");
        }
    }

    private void mend(LabDefinition definition) {
        try {
            DatasetFix.Result done = new DatasetFix(definition.dataset(), definition.task()).apply();
            FindingsText text = new FindingsText(context);
            text.changes(done.changes(), RowUnit.LINE);
            done.written()
                    .forEach(file -> context.err()
                            .println("fixed: wrote " + file + " anew; as it was it is in " + file.getFileName()
                                    + ".before-fix"));
            if (done.written().isEmpty()) {
                context.err().println("fixed: nothing; no row needs it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(LabDefinition definition, Dataset data, Map<String, String> models, CostAssumptions cost) {
        PrintWriter out = context.out();
        String pool = definition.trainingExamples() == LabDefinition.ALL
                ? "all of them"
                : String.valueOf(
                        Math.min(definition.trainingExamples(), data.train().size()));
        int measured = Math.min(
                definition.limit(),
                Selection.ofSlices(data.test(), definition.slices()).size());
        out.println(definition.file() + " is valid");
        TextTable table = new TextTable()
                .row("task", definition.task().type().word())
                .row("modes", names(definition, false))
                .row("controls", names(definition, true))
                .row("model", model(definition.model(), models))
                .row("data set", data.name() + " (" + data.folder() + ")")
                .row("train", data.train().size() + " examples, pool of the modes: " + pool)
                .row("test", data.test().size() + " examples, measured by default: " + measured)
                .row("corpus", CorpusWords.of(data))
                .row("cost", cost.source() + " of " + cost.asOf());
        if (!definition.slices().isEmpty()) {
            table.row("slices", String.join(", ", definition.slices()));
        }
        Variation vary = definition.vary();
        if (vary != null) {
            table.row("varied", vary.setting().word() + ": " + String.join(", ", vary.values()));
        }
        table.print(out, "  ");
        data.leftOut().reasons().forEach(reason -> context.err().println("warning: " + reason));
        if (vary != null && vary.setting() == Variation.Setting.MODEL) {
            TextTable varied = new TextTable().row("model", "is");
            models.forEach(varied::row);
            out.println();
            varied.print(out, "  ");
        }
        List<String> labels = definition.task().labels();
        if (!labels.isEmpty()) {
            printCounts("label", labels, Example::target, data);
        } else if (definition.task().type() == TaskType.SHORT_ANSWER) {
            printCounts("answerable", List.of("true", "false"), one -> String.valueOf(one.answerable()), data);
        }
        List<String> slices = List.copyOf(Stream.concat(data.train().stream(), data.test().stream())
                .map(ValidateCommand::slice)
                .collect(Collectors.toCollection(TreeSet::new)));
        if (slices.size() > 1) {
            printCounts("slice", slices, ValidateCommand::slice, data);
        }
    }

    private void printCounts(String what, List<String> values, Function<Example, String> of, Dataset data) {
        TextTable table = new TextTable().row(what, "train", "test");
        for (String value : values) {
            table.row(value, count(data.train(), of, value), count(data.test(), of, value));
        }
        context.out().println();
        table.print(context.out(), "  ");
    }

    private static String count(List<Example> examples, Function<Example, String> of, String value) {
        return String.valueOf(examples.stream()
                .filter(example -> of.apply(example).equals(value))
                .count());
    }

    private static String model(String name, Map<String, String> models) {
        String known = models.getOrDefault(name, NamedModels.USUAL);
        return known.equals(NamedModels.USUAL) ? name : name + " (" + known + ")";
    }

    private static String names(LabDefinition definition, boolean controls) {
        String names = definition.modes().stream()
                .filter(mode -> mode.control() == controls)
                .map(ModeDefinition::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static String slice(Example example) {
        return Objects.requireNonNullElse(example.slice(), "(none)");
    }
}
