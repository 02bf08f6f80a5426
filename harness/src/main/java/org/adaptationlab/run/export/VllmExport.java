package org.adaptationlab.run.export;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.LoraShape;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.gguf.PeftWriter;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.openai.OpenAiRequests;
import org.jspecify.annotations.Nullable;

/** A mode to take home: an adapter in PEFT's form and a command line for vLLM, and what has to be sent to it. */
public final class VllmExport {

    private static final String START = "start.sh";
    private static final String ADAPTER = "adapter";

    private final HomeMode home;

    /** An export of a mode. */
    public VllmExport(HomeMode home) {
        this.home = home;
    }

    /** An adapter in PEFT's form; what it was trained on, where it says so. */
    private record Adapter(int rank, @Nullable String base) {

        /** vLLM takes these and no others. */
        int mostRank() {
            return IntStream.of(8, 16, 32, 64, 128, 256, 320, 512)
                    .filter(allowed -> allowed >= rank)
                    .findFirst()
                    .orElse(rank);
        }
    }

    /**
     * Writes the folder.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when the adapter can't be brought into PEFT's form
     * @throws org.adaptationlab.problem.PrerequisiteException when the folder cannot be written
     */
    public void write(ExportFolder folder, HomeParts parts) {
        Adapter adapter = adapter(folder, parts);
        folder.text(START, start(adapter));
        home.write(folder, OpenAiRequests.toVllm(home.name(), home.request(), home.server()));
        folder.text(
                "README.md",
                new HomeReadme(home).text(readme(adapter, parts.base().name())));
    }

    private @Nullable Adapter adapter(ExportFolder folder, HomeParts parts) {
        if (parts.adapter() instanceof AdapterRef.Served) {
            throw home.refusal(
                    "has its adapter in a model of Ollama, there is no file to export; export it with --format"
                            + " ollama");
        }
        if (parts.adapter() instanceof AdapterRef.PeftFolder original) {
            PeftAdapter opened = PeftAdapter.open(original.folder());
            folder.copy(ADAPTER + "/" + PeftAdapter.CONFIG, original.folder().resolve(PeftAdapter.CONFIG));
            folder.copy(ADAPTER + "/" + PeftAdapter.WEIGHTS, original.folder().resolve(PeftAdapter.WEIGHTS));
            return new Adapter(opened.rank(), opened.baseName().orElse(null));
        }
        Path gguf = parts.adapterFile();
        if (gguf == null) {
            return null;
        }
        Path weights = parts.base().file();
        if (weights == null) {
            throw home.refusal("has a GGUF adapter, and to bring it into PEFT's form the weights of "
                    + parts.base().name()
                    + " are needed as a GGUF file on this machine; name a model of the catalogue, or"
                    + " the adapter as adapter: {peft: FOLDER}");
        }
        AdapterFile opened = AdapterFile.open(gguf);
        folder.write(
                ADAPTER,
                target -> PeftWriter.write(
                        opened, GgufFile.open(weights), parts.base().name(), target));
        return new Adapter(
                opened.pairs().stream().mapToInt(LoraShape::rank).max().orElse(1), null);
    }

    private String start(@Nullable Adapter adapter) {
        String mode = adapter == null
                ? "--served-model-name " + home.name()
                : "--enable-lora --max-lora-rank " + adapter.mostRank() + " --lora-modules " + home.name() + "=./"
                        + ADAPTER;
        return """
                #!/bin/sh
                # %1$s, mode %2$s. sh %3$s HF_MODEL; further arguments go to vLLM.
                model=${1:?which model? README.md says}
                shift
                cd "$(dirname "$0")" && exec vllm serve "$model" %4$s --max-model-len %5$d "$@"
                """.formatted(
                        home.lab().name(),
                        home.mode().name(),
                        START,
                        mode,
                        home.lab().sampling().contextTokens());
    }

    private HomeReadme.Server readme(@Nullable Adapter adapter, String base) {
        String original = adapter == null ? null : adapter.base();
        return new HomeReadme.Server(
                "vLLM",
                "    sh " + START + " HF_MODEL\n    curl http://localhost:8000/v1/chat/completions"
                        + " -H 'Content-Type: application/json' -d @ask.json\n",
                (adapter == null ? "" : HomeReadme.row(ADAPTER + "/", "the LoRA adapter as PEFT saves it"))
                        + HomeReadme.row(START, "the command line of `vllm serve`"),
                HomeReadme.ALL_TURNS,
                """
                HF_MODEL must be the original of the base that the lab measures, `%s`, on the Hugging Face hub or in a folder%s.
                Another model, also another version of it, may be accepted without a word and answers worse.

                vLLM runs the original's weights, the lab may have measured others made from them (a quantised GGUF file): measure
                the mode there before you rely on its figures, with `lab run %s --runtime openai --endpoint
                http://localhost:8000/v1 --model HF_MODEL`%s.
                """.formatted(
                                base,
                                original == null ? "" : "; the adapter says it was\ntrained on `" + original + "`",
                                home.lab().name(),
                                adapter == null
                                        ? " (without `--served-model-name`)"
                                        : " and `adapter: {openai: " + home.name() + "}` in the lab file"));
    }
}
