package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.NewDataset;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.NewLab;
import org.adaptationlab.run.preview.RunForecast;
import org.adaptationlab.train.encoder.EncoderTime;

/** What {@code lab init} says of the lab it has made. */
final class InitReport {

    private static final int LABELS_SHOWN = 30;
    private static final int SECONDS_PER_MINUTE = 60;

    private final CliContext context;
    private final Path folder;

    /** @param folder that has labs and datasets */
    InitReport(CliContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** @param corpus the documents, none where there is no retrieval */
    void print(NewDataset made, NewLab lab, SourceTable table, List<Document> corpus) {
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
        Path labFolder = folder.resolve("labs").resolve(name);
        context.out().println("wrote " + labFolder);
        String shown = folder.equals(context.resolve(Path.of(""))) ? name : labFolder.toString();
        LabDefinition definition = LabFileReader.read(labFolder.resolve("lab.yaml"));
        RunForecast forecast =
                new RunForecast(definition, made.split().train(), made.split().test(), corpus);
        context.out().println("next: say what the task is in prompts/task.txt, then");
        new TextTable()
                .row("lab validate " + shown, "all problems of lab and data")
                .row("lab show " + shown, "prompts as sent, tokens, minutes by a call in each mode")
                .row("lab run " + shown + " --quick", firstLook(definition.modes(), forecast))
                .row("lab run " + shown, measured(definition.modes(), forecast))
                .print(context.out(), "  ");
        context.out().println("The minutes are a guess by the lengths of the texts, for two cores without a GPU.");
    }

    private static String firstLook(List<ModeDefinition> all, RunForecast forecast) {
        List<ModeDefinition> modes = all.stream().filter(MeasuredPart::isQuick).toList();
        return "a first look at " + MeasuredPart.QUICK_LIMIT + " examples, without training: "
                + EncoderTime.words(forecast.seconds(modes, MeasuredPart.QUICK_LIMIT));
    }

    private static String measured(List<ModeDefinition> all, RunForecast forecast) {
        List<ModeDefinition> modes =
                all.stream().filter(mode -> !mode.control()).toList();
        double seconds = forecast.seconds(modes, LabDefinition.ALL);
        double training = forecast.secondsOfTraining(modes);
        return "measure: " + EncoderTime.words(seconds)
                + (training > 0 && seconds >= SECONDS_PER_MINUTE
                        ? " (" + EncoderTime.words(training) + " of it training)"
                        : "");
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
