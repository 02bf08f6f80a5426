package org.adaptationlab.cli;

import java.nio.file.Path;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.compare.BaselineCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lab baseline}: what later runs are compared with. */
@Command(
        name = "baseline",
        description = "Copy of a run what lab compare needs into a folder small enough to commit.",
        footer = {"", "Example:", "  lab baseline results/my-lab/20260102-101500-1a2b3c labs/my-lab/baseline"})
final class BaselineCommand implements Runnable {

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder of a finished run.")
    private Path run;

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "The baseline's folder; the files of an earlier baseline in it are replaced.")
    private Path folder;

    BaselineCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Path written = context.resolve(folder);
        BaselineCopy.write(context.resolve(run), written);
        context.out().println("Baseline: " + written);
    }
}
