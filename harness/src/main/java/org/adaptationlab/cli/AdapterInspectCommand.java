package org.adaptationlab.cli;

import java.nio.file.Path;
import org.adaptationlab.gguf.AdapterFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab adapter inspect}: what an adapter is made of. */
@Command(
        name = "inspect",
        description = "Show what a GGUF adapter changes, whether it has an effect, and where it comes from.",
        footer = {"", "Example:", "  lab adapter inspect lora.gguf"})
final class AdapterInspectCommand implements Runnable {

    @ParentCommand
    private AdapterCommand parent;

    @Parameters(index = "0", paramLabel = "FILE", description = "A GGUF adapter.")
    private Path file;

    @Override
    public void run() {
        new AdapterSummary(AdapterFile.open(parent.context().resolve(file)))
                .print(parent.context().out());
    }
}
