package org.adaptationlab.cli;

import org.adaptationlab.train.peft.TrainerEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code lab trainer install}. */
@Command(
        name = "install",
        description =
                "Make a Python environment with PyTorch, transformers and PEFT in pinned versions below LAB_HOME.",
        footer = {
            "",
            "It needs Python 3.10 or newer, and takes uv where that is on the PATH. What is downloaded is said before.",
            "LAB_TRAINER_PYTHON names a Python that has the packages already; then nothing has to be installed.",
            "",
            "Example:",
            "  lab trainer install"
        })
final class TrainerInstallCommand implements Runnable {

    @ParentCommand
    private TrainerCommand parent;

    @Override
    public void run() {
        new TrainerEnvironment(parent.context().environment()).install(line -> {
            parent.context().out().println(line);
            parent.context().out().flush();
        });
    }
}
