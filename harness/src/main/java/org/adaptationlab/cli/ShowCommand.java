package org.adaptationlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServiceGoal;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.preview.ModePreview;
import org.adaptationlab.run.preview.RunPreview;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lab show}: what a lab will do, with real prompts and a prediction from calls on this machine. */
@Command(
        name = "show",
        description =
                "Show what a lab will do: prompts as sent, token counts, data sizes, predicted minutes and memory.",
        footer = {"", "Example:", "  lab show foundation-model-adaptation"})
final class ShowCommand implements Runnable {

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "LAB", description = "A name under labs/, or the path of a lab.yaml.")
    private String lab;

    @Mixin
    private RuntimeOptions runtime;

    ShowCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        LabDefinition definition = LabFileReader.read(context.labFile(lab));
        Dataset dataset = DatasetReader.read(definition);
        RunProgress progress = new RunProgress(context, System::nanoTime);
        try (Workbench bench = runtime.open(context, definition, progress)) {
            RunRequest request =
                    new RunRequest(List.of(), null, null, 1, null, context.workingDirectory(), FailureLimit.USUAL);
            RunPlan plan = RunPlanner.plan(definition, dataset, bench.base(), bench.runtime(), request);
            header(plan);
            try (RunPreview preview = RunPreview.open(plan, bench.runtime(), bench.indexes())) {
                TextTable table = new TextTable().row("MODE", "TOKENS IN", "SECONDS A CALL", "MINUTES", "ADAPTING");
                for (ModeDefinition mode : definition.modes()) {
                    ModePreview found = preview.of(mode);
                    print(found);
                    addRow(found, table);
                }
                context.out().println();
                context.out().println("Predicted from one call in each mode on this machine (no adapter applied yet):");
                table.print(context.out(), "  ");
                preview.peakRssMb()
                        .ifPresent(mb -> context.out().println("Memory of the serving process: about " + mb + " MB"));
            }
        }
    }

    private void header(RunPlan plan) {
        LabDefinition definition = plan.lab();
        PrintWriter out = context.out();
        out.println(definition.name() + ": " + definition.title());
        new TextTable()
                .row("lab file", definition.file().toString())
                .row(
                        "task",
                        definition.task().type().word()
                                + (definition.task().labels().isEmpty()
                                        ? ""
                                        : ", labels " + definition.task().labels()))
                .row(
                        "data set",
                        plan.dataset().name() + ": " + plan.dataset().train().size() + " training, "
                                + plan.dataset().test().size() + " test, "
                                + CorpusWords.of(plan.dataset()))
                .row(
                        "measured",
                        plan.examples().size() + " test examples, pool of "
                                + plan.pool().size())
                .row(
                        "in flight",
                        plan.inFlight()
                                + (plan.inFlight() == 1 ? " question at a time" : " questions of a mode at once"))
                .row(
                        "model",
                        Stream.of(plan.base().name(), plan.base().quantization(), "runtime " + plan.runtime())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(", ")))
                .row(
                        "sampling",
                        "temperature " + plan.sampling().temperature() + ", seed "
                                + plan.sampling().seed() + ", at most "
                                + plan.sampling().maxOutputTokens() + " of "
                                + plan.sampling().contextTokens() + " tokens"
                                + SamplingOptions.stopWords(plan.sampling().stops()))
                .row("baseline", definition.baseline() + ", margin " + definition.margin())
                .row("can show", detectable(plan))
                .row("service", service(definition.service()))
                .print(out, "  ");
    }

    private static String service(ServiceGoal goal) {
        return (goal.limits() == null ? "no limits (slo)" : goal.limits().words()) + "; "
                + (goal.requestsPerHour() == null
                        ? "no volume (requests-per-hour)"
                        : format("%.0f", goal.requestsPerHour()) + " requests per hour");
    }

    private static String detectable(RunPlan plan) {
        String assumed = "with n=" + plan.examples().size() + ", "
                + format("%.0f", MinimumDetectableEffect.ASSUMED_DISCORDANCE * 100) + " % of answers differing and "
                + RunPreview.comparisons(plan.lab()) + " comparisons with the baseline, ";
        OptionalDouble effect = RunPreview.detectable(plan);
        return effect.isPresent()
                ? assumed + "a difference of " + format("%.1f", effect.getAsDouble() * 100)
                        + " points is found in 80 of 100 runs"
                : assumed + "no difference is found in 80 of 100 runs: measure more examples";
    }

    private static void addRow(ModePreview found, TextTable table) {
        ModeDefinition mode = found.mode();
        String named = mode.control() ? mode.name() + " (control)" : mode.name();
        ClassifierSpec classifier = mode.adaptation().classifier().orElse(null);
        if (classifier != null) {
            table.row(named, "-", "-", "-", fitting(classifier, found.trainingMinutes()));
            return;
        }
        table.row(
                named,
                format("%.0f", found.promptTokens()),
                format("%.2f", found.secondsOfCall()),
                format("%.1f", found.minutes()),
                mode.adaptation().training().isPresent() ? training(found.trainingMinutes()) : "-");
    }

    private static String fitting(ClassifierSpec classifier, @Nullable Double minutes) {
        if (minutes != null) {
            return training(minutes);
        }
        return classifier.features() == ClassifierSpec.Features.NONE ? "-" : "seconds";
    }

    private static String training(@Nullable Double minutes) {
        return "about " + format("%.1f", minutes) + " min of training, once";
    }

    private void print(ModePreview found) {
        if (found.firstQuestion().isEmpty()) {
            return;
        }
        PrintWriter out = context.out();
        out.println();
        out.println("== " + found.mode().name() + ": first example as sent");
        found.firstQuestion().forEach(message -> {
            out.println("[" + message.role().word() + "]");
            out.println(message.text().strip());
        });
    }

    private static String format(String pattern, @Nullable Double value) {
        return value == null ? "?" : String.format(Locale.ROOT, pattern, value);
    }
}
