package org.adaptationlab.cli;

import java.nio.file.Path;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.PeftAdapter;
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
        Path peft = parent.context().resolve(folder);
        AdapterBase given = AdapterBase.find(parent.context(), base);
        ImportedAdapters.write(peft, given.model(), target);
        given.warnOf(PeftAdapter.open(peft));
        new AdapterSummary(AdapterFile.open(target)).print(parent.context().out());
    }
}
