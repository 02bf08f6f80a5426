package org.adaptationlab.cli;

import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.run.start.RuntimeRequest;
import org.adaptationlab.run.start.RuntimeRequest.Kind;
import org.adaptationlab.run.start.Workbench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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
            description = "Address of the server instead of OLLAMA_HOST or, with --runtime openai, OPENAI_BASE_URL.")
    private @Nullable String endpoint;

    @Option(names = "--model", paramLabel = "NAME", description = "Catalogue name or tag instead of the lab file's.")
    private @Nullable String model;

    @Option(names = "--pull", description = "Have Ollama fetch the model when it does not have it.")
    private boolean pull;

    /** Catalogue name or tag, null for the lab's. */
    @Nullable
    String model() {
        return model;
    }

    /** Opens the workbench of a lab as the options say. */
    Workbench open(CliContext context, LabDefinition lab, RunProgress progress) {
        RuntimeRequest request = new RuntimeRequest(kind, endpoint, model, pull);
        Workbench bench = Workbench.open(lab, request, context.environment(), HarnessVersion.number(), progress);
        progress.endLine();
        return bench;
    }
}
