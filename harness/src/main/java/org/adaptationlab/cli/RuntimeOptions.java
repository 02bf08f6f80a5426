package org.adaptationlab.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.run.start.RuntimeRequest;
import org.adaptationlab.run.start.RuntimeRequest.Kind;
import org.adaptationlab.run.start.Workbench;
import org.adaptationlab.run.start.Workbenches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what runs the model, the same for every command that needs one. */
final class RuntimeOptions {

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "What runs the model: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.AUTO;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Address of the server instead of OLLAMA_HOST or, with --runtime openai, OPENAI_BASE_URL;"
                    + " with --runtime llama-server of one that runs.")
    private @Nullable String endpoint;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Catalogue name, tag or GGUF file instead of the lab file's.")
    private @Nullable String model;

    @Option(names = "--pull", description = "Have Ollama fetch the model when it does not have it.")
    private boolean pull;

    @Option(
            names = "--keep-base",
            description =
                    "Where Ollama takes no adapters and they are merged into the base: measure the other modes on the base"
                            + " as it is, not in the types of the merged weights.")
    private boolean keepBase;

    @Option(
            names = "--first-line-timeout",
            paramLabel = "TIME",
            description = "How long an answer may take to begin, such as 90s or 20m (default: 10m).",
            converter = DurationConverter.class)
    private @Nullable Duration firstLine;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            description = "How long an answer may stand still, such as 30s or 5m (default: 2m).",
            converter = DurationConverter.class)
    private @Nullable Duration stall;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            description = "How long to wait for a server that is starting, restarts or asks to wait, for one answer"
                    + " (default: 10m); waits are in no latency.",
            converter = DurationConverter.class)
    private @Nullable Duration patience;

    /** Catalogue name or tag, null for the lab's. */
    @Nullable
    String model() {
        return model;
    }

    /** Which model is asked is either varied or said by {@code --model}. */
    void refuseModelThatVaries(LabDefinition lab, CommandSpec command) {
        Variation vary = lab.vary();
        if (vary != null && vary.setting() == Variation.Setting.MODEL && model != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model is \"" + model + "\", but " + lab.file() + " varies the model ("
                            + String.join(", ", vary.values())
                            + "); leave --model out, or add the model to the values of \"vary\"");
        }
    }

    /** Opens the workbench of a lab as the options say. */
    Workbench open(CliContext context, LabDefinition lab, RunProgress progress) {
        Workbench bench = benches(context, progress, () -> false).open(lab);
        progress.endLine();
        return bench;
    }

    /** What opens workbenches as the options say, for work that a user may want to stop. */
    Workbenches benches(CliContext context, RunProgress progress, BooleanSupplier stopRequested) {
        CallLimits usual = CallLimits.STANDARD;
        CallLimits limits = new CallLimits(
                usual.connect(),
                firstLine == null ? usual.firstLine() : firstLine,
                stall == null ? usual.stall() : stall);
        RuntimeRequest request = new RuntimeRequest(
                kind,
                endpoint,
                model,
                pull,
                keepBase,
                limits,
                patience == null ? RetryPolicy.USUAL_PATIENCE : patience);
        return new Workbenches(request, context.environment(), HarnessVersion.number(), progress, stopRequested);
    }
}
