package org.adaptationlab.run;

import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.jspecify.annotations.Nullable;

/** The README of a mode taken home: how to make the model, and what a program must send so that it is the measured one. */
final class OllamaReadme {

    private final LabDefinition lab;
    private final ModeDefinition mode;
    private final String model;

    OllamaReadme(LabDefinition lab, ModeDefinition mode, String model) {
        this.lab = lab;
        this.mode = mode;
        this.model = model;
    }

    String text(OllamaExport.Parts parts, @Nullable RetrievalSpec retrieval) {
        return """
                # %1$s, mode %2$s, for Ollama

                    ollama create %3$s -f Modelfile
                    curl http://localhost:11434/api/chat -d @ask.json

                | file | what it is |
                |---|---|
                | `Modelfile` | base, adapter if there is one, system message, fixed examples, and the options of the lab |
                %4$s| `prompts/` | `system.txt` as it is sent; `user.txt` with its place-holders |
                | `ask.json` | one whole request, with a training example as the question |
                %5$s
                ## What to send

                The system message and any fixed examples are in the model. A request brings one user message: `prompts/user.txt` with
                `{input}` replaced by the text in question%6$s.%7$s

                Measured with %8$s under the name %1$s; the options are the lab's, so answers are those of the report as far
                as the same version of Ollama gives them.
                """
                .formatted(
                        lab.name(),
                        mode.name(),
                        model,
                        files(parts),
                        retrieval == null ? "" : "| `passages.jsonl` | what is retrieved from |\n",
                        retrieval != null && retrieval.from() == Source.CORPUS
                                ? " and `{passages}` by what was retrieved, a blank line between passages"
                                : "",
                        constraint() + (retrieval == null ? "" : retrieval(retrieval)),
                        lab.model());
    }

    private static String files(OllamaExport.Parts parts) {
        String weights = parts.weights() == null ? "" : "| `" + parts.from() + "` | the base model's weights |\n";
        return parts.adapter() == null ? weights : weights + "| `adapter.gguf` | the LoRA adapter |\n";
    }

    private String constraint() {
        return mode.adaptation().constrain()
                ? "\n\nAnswers were limited to the labels: send `format` as in `ask.json` with every request, and read the"
                        + " answer as a JSON string."
                : "";
    }

    private static String retrieval(RetrievalSpec retrieval) {
        String ranking =
                switch (retrieval.index()) {
                    case LEXICAL -> "BM25 (Lucene's, with its standard analyzer)";
                    case DENSE -> "the cosine of embeddings by " + new TextEmbedder().name();
                    case HYBRID -> "BM25 (Lucene's, with its standard analyzer) and the cosine of embeddings by "
                            + new TextEmbedder().name() + ", fused by reciprocal rank (k = 60)";
                };
        return "\n\n## Retrieval\n\nOllama does not retrieve: your program does. For each question the " + retrieval.topK()
                + " best of `passages.jsonl` are taken, ranked by " + ranking + ". "
                + (retrieval.from() == Source.TRAIN
                        ? "Each is a training example and goes before the question as two turns: `text` as the user's,"
                                + " `answer` as the assistant's, the nearest last."
                        : "Their texts go into the user message, best first.");
    }
}
