package org.adaptationlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.gguf.AdapterFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab adapter inspect}: what an adapter is made of. */
@Command(
        name = "inspect",
        description = "Show what an adapter changes, whether it has an effect, and how it was trained.",
        footer = {"", "Examples:", "  lab adapter inspect lora.gguf", "  lab adapter inspect lora-peft"})
final class AdapterInspectCommand implements Runnable {

    @ParentCommand
    private AdapterCommand parent;

    @Parameters(index = "0", paramLabel = "ADAPTER", description = "A GGUF adapter, or a folder that PEFT saved.")
    private Path file;

    @Override
    public void run() {
        Path adapter = parent.context().resolve(file);
        if (Files.isDirectory(adapter)) {
            new PeftSummary(adapter).print(parent.context().out());
        } else {
            new AdapterSummary(AdapterFile.open(adapter)).print(parent.context().out());
        }
    }
}
