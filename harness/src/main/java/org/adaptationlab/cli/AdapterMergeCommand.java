package org.adaptationlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.RunProgress;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.MergedModel;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.run.adapter.ImportedAdapters;
import org.adaptationlab.train.AdapterOrigin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lab adapter merge}: a base with an adapter in its weights. */
@Command(
        name = "merge",
        description = {
            "Write a base model with an adapter added to its weights as one GGUF file, for servers that take no adapters.",
            "What the adapter changes is written in 8 bits or more, all else is copied from the base."
        },
        footer = {
            "",
            "Examples:",
            "  lab adapter merge lora.gguf --base smollm2-135m-instruct --out merged.gguf",
            "  lab adapter merge my-peft-adapter --base models/Meta-Llama-3-8B.Q4_K_M.gguf --type f16 --out merged.gguf"
        })
final class AdapterMergeCommand implements Runnable {

    private static final double MILLION = 1e6;
    private static final double NANOS = 1e9;

    @ParentCommand
    private AdapterCommand parent;

    @Parameters(index = "0", paramLabel = "ADAPTER", description = "A GGUF adapter, or a folder that PEFT saved.")
    private Path adapter;

    @Option(
            names = "--base",
            required = true,
            paramLabel = "MODEL",
            description = "The base: a name of the catalogue, or a GGUF file.")
    private String base;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The GGUF file to write.")
    private Path out;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "Q8_0",
            description = {
                "How changed tensors are written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "Fewer bits would lose what the adapter adds; F16 and F32 of the base are kept."
            })
    private Type type;

    /** What changed tensors can be written in. */
    enum Type {
        Q8_0(TensorType.Q8_0),
        F16(TensorType.F16);

        private final TensorType tensorType;

        Type(TensorType tensorType) {
            this.tensorType = tensorType;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void run() {
        AdapterBase given = AdapterBase.find(parent.context(), base);
        AdapterFile lora = adapterFor(given);
        MergedModel merged = MergedModel.of(given.weights(), lora, lora.modules(), type.tensorType);
        if (lora.withoutEffect()) {
            given.warn(lora.path() + ": the adapter changes nothing, the merged model is the base in other types");
        }
        Path target = parent.context().resolve(out);
        RunProgress progress = new RunProgress(parent.context(), System::nanoTime);
        long start = System.nanoTime();
        String digest;
        try {
            digest = merged.write(target, (bytes, all) -> progress.downloaded("merged", bytes, all));
        } catch (IOException e) {
            throw ResultFile.unwritable(target, e, "");
        } finally {
            progress.endLine();
        }
        print(merged, target, digest, (System.nanoTime() - start) / NANOS);
    }

    private AdapterFile adapterFor(AdapterBase given) {
        Path path = parent.context().resolve(adapter);
        if (Files.isDirectory(path)) {
            given.warnOf(PeftAdapter.open(path));
            Path imports = LabHome.of(parent.context().environment()).resolve("adapters");
            return AdapterFile.open(new ImportedAdapters(imports).of(path, given.model()));
        }
        AdapterOrigin.of(path)
                .filter(origin -> !origin.baseDigest().equals(given.model().weightsDigest()))
                .ifPresent(origin ->
                        given.warn(path + ": was made for " + origin.base() + ", sha256 " + origin.baseDigest()
                                + ", and this base has another; give that one if it is not the same model"));
        return AdapterFile.open(path);
    }

    private void print(MergedModel merged, Path target, String digest, double seconds) {
        parent.context().out().println(target);
        new TextTable()
                .row("rewritten", rewritten(merged))
                .row("size", String.format(Locale.ROOT, "%.1f MB", merged.bytes() / MILLION))
                .row("written in", String.format(Locale.ROOT, "%.1f s", seconds))
                .row("sha256", digest)
                .print(parent.context().out(), "  ");
    }

    private static String rewritten(MergedModel merged) {
        TreeMap<TensorType, Integer> counts = new TreeMap<>();
        merged.rewritten().values().forEach(written -> counts.merge(written, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count ->
                        count.getValue() + (count.getValue() == 1 ? " tensor as " : " tensors as ") + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
