package org.adaptationlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.adapter.ImportedAdapters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab adapter import}: a PEFT adapter to GGUF. */
@Command(
        name = "import",
        description = {
            "Turn a LoRA adapter that PEFT saved into a GGUF file.",
            "Layers q, k, v, o, gate, up and down (F32, F16, BF16) with alpha and rsLoRA scaling can be imported."
        },
        footer = {
            "",
            "Examples:",
            "  lab adapter import my-peft-adapter --base smollm2-135m-instruct --out lora.gguf",
            "  lab adapter import my-peft-adapter --base models/Meta-Llama-3-8B.Q8_0.gguf --out lora.gguf"
        })
final class AdapterImportCommand implements Runnable {

    @ParentCommand
    private AdapterCommand parent;

    @Parameters(
            index = "0",
            paramLabel = "PEFT_DIR",
            description = "Folder with adapter_config.json and adapter_model.safetensors.")
    private Path folder;

    @Option(
            names = "--base",
            required = true,
            paramLabel = "MODEL",
            description = "The base: a name of the catalogue, or a GGUF file.")
    private String base;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The GGUF file to write.")
    private Path out;

    @Override
    public void run() {
        Path target = parent.context().resolve(out);
        ImportedAdapters.write(parent.context().resolve(folder), base(), target);
        new AdapterSummary(AdapterFile.open(target)).print(parent.context().out());
    }

    private BaseModel base() {
        ModelStore store = new ModelStore(parent.context().environment());
        Path file = parent.context().resolve(Path.of(base));
        if (store.knows(base) || !Files.exists(file)) {
            if (base.endsWith(".gguf")) {
                throw new LabDefinitionException(file + ": there is no such file; name a model of the catalogue, or the"
                        + " GGUF file that the adapter's base was converted to");
            }
            return store.require(base, RunProgress.ofFetching(parent.context()));
        }
        try {
            return new BaseModel(file.getFileName().toString(), Sha256.ofFile(file), null, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
