package org.adaptationlab.cli;

import java.util.Locale;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.train.peft.TrainerEnvironment;
import org.adaptationlab.train.peft.TrainerStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code lab trainer status}. */
@Command(
        name = "status",
        description = "Show the trainer's Python, its packages, and what it can train on (exit code 3 without one).",
        footer = {"", "Example:", "  lab trainer status"})
final class TrainerStatusCommand implements Runnable {

    private static final double GB = 1e9;

    @ParentCommand
    private TrainerCommand parent;

    @Override
    public void run() {
        CliContext context = parent.context();
        TrainerEnvironment environment = new TrainerEnvironment(context.environment());
        TrainerStatus status = TrainerStatus.of(environment)
                .orElseThrow(() -> new PrerequisiteException(
                        "the trainer is not installed in " + environment.folder() + "; run: lab trainer install"));
        TextTable table = new TextTable();
        table.row("python", status.python().toString());
        table.row("processor", String.format(Locale.ROOT, "%.1f GB of memory free", status.processorFree() / GB));
        table.row(
                "graphics card",
                status.card().isEmpty()
                        ? "none"
                        : String.format(Locale.ROOT, "%s, %.1f GB free", status.card(), status.cardFree() / GB));
        status.packages().forEach((name, version) -> table.row(name, version));
        table.print(context.out(), "");
        status.differences().forEach(difference -> context.out().println("warning: " + difference));
        context.out().flush();
    }
}
