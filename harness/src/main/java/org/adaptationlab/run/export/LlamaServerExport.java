package org.adaptationlab.run.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.openai.LlamaServerProgram;
import org.adaptationlab.model.openai.OpenAiRequests;

/** A mode to take home: weights, adapter and command line for llama.cpp's server, and what has to be sent to it. */
public final class LlamaServerExport {

    private static final String START = "start.sh";
    private static final int PORT = 8080;

    private final HomeMode home;

    /** An export of a mode. */
    public LlamaServerExport(HomeMode home) {
        this.home = home;
    }

    /**
     * Writes the folder.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when the mode has no weights that can be taken along
     * @throws org.adaptationlab.problem.PrerequisiteException when the folder cannot be written
     */
    public void write(ExportFolder folder, HomeParts parts) {
        Path weights = parts.base().file();
        if (parts.adapter() instanceof AdapterRef.Served || weights == null) {
            throw home.refusal("is measured on a model that only a server has, there is no GGUF file to export; name a"
                    + " model of the catalogue, or export it with --format ollama");
        }
        Path adapter = parts.adapterFile();
        String model = HomeParts.fileName(weights);
        ObjectNode request = OpenAiRequests.toLlamaServer(
                parts.base().name(), adapter == null ? null : HomeMode.ADAPTER, home.request(), home.server());
        folder.copy(model, weights);
        if (adapter != null) {
            folder.copy(HomeMode.ADAPTER, adapter);
        }
        folder.text(START, start(model, adapter == null ? List.of() : List.of(HomeMode.ADAPTER)));
        home.write(folder, request);
        folder.text("README.md", new HomeReadme(home).text(readme(model, adapter == null)));
    }

    private String start(String model, List<String> adapters) {
        List<String> arguments = new ArrayList<>(LlamaServerProgram.arguments(
                model, adapters, PORT, home.lab().sampling().contextTokens(), 1));
        arguments.addAll(LlamaServerProgram.KEEP_NO_PROMPTS);
        return """
                #!/bin/sh
                # %s, mode %s. Further arguments, such as --n-gpu-layers 99 or --port 9000, count over these.
                cd "$(dirname "$0")" && exec "${LLAMA_SERVER:-llama-server}" %s "$@"
                """.formatted(home.lab().name(), home.mode().name(), String.join(" ", arguments));
    }

    private HomeReadme.Server readme(String model, boolean withoutAdapter) {
        return new HomeReadme.Server(
                "llama-server",
                "    sh " + START + "\n    curl http://127.0.0.1:" + PORT
                        + "/v1/chat/completions -H 'Content-Type: application/json' -d @ask.json\n",
                HomeReadme.row(model, "the base model's weights")
                        + (withoutAdapter ? "" : HomeReadme.row(HomeMode.ADAPTER, "the LoRA adapter"))
                        + HomeReadme.row(
                                START, "the command line; `LLAMA_SERVER` names a program that is not on the path"),
                HomeReadme.ALL_TURNS,
                """
                The command line is that of a run: one slot with the whole context window. With `--parallel N` the window is
                shared, so give N times the `--ctx-size`. `--cache-ram` came with build b6700 or so: leave it out for older
                builds, which do not keep prompts.%s
                """.formatted(
                                withoutAdapter
                                        ? ""
                                        : " `lora` in `ask.json` names the adapter by its number; with scale 0 the base answers"
                                                + " alone. Keep\n`--cache-ram 0` where both are asked: what is kept of prompts does"
                                                + " not tell adapters apart."));
    }
}
