package org.adaptationlab.cli;

import org.adaptationlab.cli.console.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab adapter}: look into adapters, and bring those from elsewhere. */
@Command(
        name = "adapter",
        description = "Look into a LoRA adapter, or import one that was trained with PEFT.",
        subcommands = {AdapterImportCommand.class, AdapterInspectCommand.class, AdapterMergeCommand.class},
        footer = {
            "",
            "Examples:",
            "  lab adapter inspect lora.gguf",
            "  lab adapter import my-peft-adapter --base smollm2-135m-instruct --out lora.gguf",
            "  lab adapter merge lora.gguf --base smollm2-135m-instruct --out merged.gguf"
        })
final class AdapterCommand implements Runnable {

    private final CliContext context;

    @Spec
    private CommandSpec spec;

    AdapterCommand(CliContext context) {
        this.context = context;
    }

    CliContext context() {
        return context;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: import, inspect or merge");
    }
}
