package org.adaptationlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.Question;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.statistics.MinimumDetectableEffect;
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

    /** Test examples whose prompts are counted for the mean. */
    private static final int COUNTED = 10;
    /** What training did on two cores of a 2023 server processor; only a first guess on another machine. */
    private static final double TRAINED_TOKENS_PER_SECOND = 150;

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
        try (Workbench bench = Workbench.open(context, runtime, definition, progress)) {
            RunRequest request =
                    new RunRequest(List.of(), null, runtime.model(), null, 1, context.workingDirectory(), 0);
            RunPlan plan = RunPlanner.plan(definition, dataset, bench.base(), bench.runtime(), request);
            header(plan);
            try (ServedModel served = bench.runtime().serve(plan.base(), null, plan.sampling());
                    ModePrompts prompts = new ModePrompts(plan, bench.indexes(), System::nanoTime)) {
                TextTable table = new TextTable().row("MODE", "TOKENS IN", "SECONDS A CALL", "MINUTES", "ADAPTING");
                boolean warm = bench.runtime().reusesPrefix(plan.sampling());
                for (ModeDefinition mode : definition.modes()) {
                    predict(mode, plan, prompts, served, warm, table);
                }
                context.out().println();
                context.out().println("Predicted from one call in each mode on this machine (no adapter applied yet):");
                table.print(context.out(), "  ");
                served.peakRssMb()
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
                                + plan.dataset().corpus().size() + " documents")
                .row(
                        "measured",
                        plan.examples().size() + " test examples, pool of "
                                + plan.pool().size())
                .row("model", plan.base().name() + ", " + plan.base().quantization() + ", runtime " + plan.runtime())
                .row(
                        "sampling",
                        "temperature " + plan.sampling().temperature() + ", seed "
                                + plan.sampling().seed() + ", at most "
                                + plan.sampling().maxOutputTokens() + " of "
                                + plan.sampling().contextTokens() + " tokens")
                .row("baseline", definition.baseline() + ", margin " + definition.margin())
                .row("can show", detectable(plan))
                .print(out, "  ");
    }

    private static String detectable(RunPlan plan) {
        LabDefinition lab = plan.lab();
        int comparisons = (int) lab.modes().stream()
                .filter(mode -> !mode.control() && !mode.name().equals(lab.baseline()))
                .count();
        int n = plan.examples().size();
        double discordance = MinimumDetectableEffect.ASSUMED_DISCORDANCE;
        String assumed = "with n=" + n + ", " + format("%.0f", discordance * 100) + " % of answers differing and "
                + comparisons + " comparisons with the baseline, ";
        OptionalDouble effect =
                MinimumDetectableEffect.of(n, discordance, MinimumDetectableEffect.LEVEL / Math.max(1, comparisons));
        return effect.isPresent()
                ? assumed + "a difference of " + format("%.1f", effect.getAsDouble() * 100)
                        + " points is found in 80 of 100 runs"
                : assumed + "no difference is found in 80 of 100 runs: measure more examples";
    }

    private void predict(
            ModeDefinition mode, RunPlan plan, ModePrompts prompts, ServedModel served, boolean warm, TextTable table) {
        if (mode.adaptation() instanceof ClassifierSpec classifier) {
            String adapting = classifier.features() == ClassifierSpec.Features.NONE ? "-" : "seconds";
            table.row(named(mode), "-", "-", "-", adapting);
            return;
        }
        ModePrompts.Prepared prepared = prompts.prepare(mode);
        List<Question> questions = plan.examples().stream()
                .limit(COUNTED)
                .map(prepared.prompts()::question)
                .toList();
        print(mode, questions.get(0));
        double tokens = questions.stream()
                .map(question -> served.promptTokens(question.messages()))
                .flatMapToInt(OptionalInt::stream)
                .average()
                .orElse(Double.NaN);
        if (warm) { // what all questions share is read by the first call alone; wanted is the time of the others
            secondsOfOneCall(mode, plan, questions.get(questions.size() - 1), served);
        }
        double seconds = secondsOfOneCall(mode, plan, questions.get(0), served);
        double minutes = seconds * plan.examples().size() / 60;
        table.row(
                named(mode),
                format("%.0f", tokens),
                format("%.2f", seconds),
                format("%.1f", minutes),
                adapting(mode, plan, tokens));
    }

    private static String named(ModeDefinition mode) {
        return mode.control() ? mode.name() + " (control)" : mode.name();
    }

    private void print(ModeDefinition mode, Question question) {
        PrintWriter out = context.out();
        out.println();
        out.println("== " + mode.name() + ": first example as sent");
        question.messages().forEach(message -> {
            out.println("[" + message.role().word() + "]");
            out.println(message.text().strip());
        });
    }

    private static double secondsOfOneCall(ModeDefinition mode, RunPlan plan, Question question, ServedModel served) {
        try {
            String schema = new AnswerForm(plan.lab().task(), mode.adaptation().constrain()).schema();
            Generation generation =
                    served.generate(new GenerationRequest(question.messages(), plan.sampling(), schema));
            Double total = generation.timings().totalMs();
            return total == null ? Double.NaN : total / 1000;
        } catch (GenerationException e) {
            throw new PrerequisiteException("mode " + mode.name() + ": a first call failed: " + e.getMessage(), e);
        }
    }

    private static String adapting(ModeDefinition mode, RunPlan plan, double promptTokens) {
        if (mode.adaptation() instanceof LoraSpec lora && lora.adapter() instanceof AdapterSource.Trained trained) {
            TrainingSettings settings = trained.settings();
            int examples = Math.min(settings.examples(), plan.pool().size());
            double seconds = examples * settings.epochs() * promptTokens / TRAINED_TOKENS_PER_SECOND;
            return format(
                            "about %.1f min of training",
                            seconds * trained.seeds().size() / 60) + ", once";
        }
        return "-";
    }

    private static String format(String pattern, double value) {
        return Double.isNaN(value) ? "?" : String.format(Locale.ROOT, pattern, value);
    }
}
