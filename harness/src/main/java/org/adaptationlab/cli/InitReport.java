package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.NewDataset;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.NewLab;

/** What {@code lab init} says of the lab it has made. */
final class InitReport {

    private static final int LABELS_SHOWN = 30;

    private final CliContext context;
    private final Path folder;

    /** @param folder that has labs and datasets */
    InitReport(CliContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    void print(NewDataset made, NewLab lab, SourceTable table) {
        ColumnRoles roles = table.roles();
        if (roles != null) {
            context.err()
                    .println("note: " + table.file() + " holds " + roles.format() + ": input is \"" + roles.input()
                            + "\", target is \"" + roles.target() + "\", unless --input and --target say otherwise");
        }
        table.notes().forEach(note -> context.err().println("note: " + table.file() + ": " + note));
        new FindingsText(context).changes(made.changes(), table.unit());
        new FindingsText(context).warnings(made.findings(lab.definition(), lab.trainingExamples(), lab.outputTokens()));
        String name = made.name();
        context.out().println("wrote " + folder.resolve("datasets").resolve(name));
        counts(made).print(context.out(), "  ");
        context.out().println("wrote " + folder.resolve("labs").resolve(name));
        String shown = folder.equals(context.resolve(Path.of("")))
                ? name
                : folder.resolve("labs").resolve(name).toString();
        context.out().println("next: say what the task is in prompts/task.txt, then");
        new TextTable()
                .row("lab validate " + shown, "all problems of lab and data")
                .row("lab show " + shown, "prompts as sent, predicted minutes")
                .row("lab run " + shown, "measure; --quick for a first look at 20 examples, without training")
                .print(context.out(), "  ");
    }

    private static TextTable counts(NewDataset made) {
        TextTable table = new TextTable().row(made.labels().isEmpty() ? "" : "label", "train", "test");
        List<Example> train = made.split().train();
        List<Example> test = made.split().test();
        if (made.labels().isEmpty()) {
            return table.row("questions", String.valueOf(train.size()), String.valueOf(test.size()));
        }
        Map<String, Long> ofTrain = byTarget(train);
        Map<String, Long> ofTest = byTarget(test);
        List<String> shown = new ArrayList<>(made.labels());
        if (shown.size() > LABELS_SHOWN) {
            shown.subList(LABELS_SHOWN, shown.size()).clear();
        }
        shown.forEach(label -> table.row(
                label,
                String.valueOf(ofTrain.getOrDefault(label, 0L)),
                String.valueOf(ofTest.getOrDefault(label, 0L))));
        int rest = made.labels().size() - shown.size();
        if (rest > 0) {
            table.row("all " + made.labels().size(), String.valueOf(train.size()), String.valueOf(test.size()));
        }
        return table;
    }

    private static Map<String, Long> byTarget(List<Example> examples) {
        return examples.stream().collect(Collectors.groupingBy(Example::target, Collectors.counting()));
    }
}
