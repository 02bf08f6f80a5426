package org.adaptationlab.cli;

import org.adaptationlab.cli.console.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab trainer}: the Python environment that PEFT trains in. */
@Command(
        name = "trainer",
        description = "Install PEFT, which trains what the harness itself cannot, or see what is installed.",
        subcommands = {TrainerInstallCommand.class, TrainerStatusCommand.class},
        footer = {"", "Examples:", "  lab trainer install", "  lab trainer status"})
final class TrainerCommand implements Runnable {

    private final CliContext context;

    @Spec
    private CommandSpec spec;

    TrainerCommand(CliContext context) {
        this.context = context;
    }

    CliContext context() {
        return context;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: install or status");
    }
}
