package org.adaptationlab.run.export;

import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.adaptationlab.model.embedding.TextEmbedder;
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
                `{input}` replaced by the text in question%6$s.

                %7$s""".formatted(
                        lab.name(),
                        mode.name(),
                        model,
                        files(parts),
                        retrieval == null ? "" : "| `passages.jsonl` | what is retrieved from |\n",
                        retrieval != null && retrieval.from() == Source.CORPUS
                                ? " and `{passages}` by what was retrieved, a blank line between passages"
                                : "",
                        constraint() + (retrieval == null ? "" : retrieval(retrieval)));
    }

    private static String files(OllamaExport.Parts parts) {
        String weights = parts.weights() == null ? "" : "| `" + parts.from() + "` | the base model's weights |\n";
        return parts.adapter() == null ? weights : weights + "| `adapter.gguf` | the LoRA adapter |\n";
    }

    private String constraint() {
        return mode.adaptation().constrain() ? """
                Answers were limited to the labels: send `format` as in `ask.json` with every request, and read the answer as
                a JSON string.
                """ : "";
    }

    private static String retrieval(RetrievalSpec retrieval) {
        String embedding = "the cosine of embeddings by " + new TextEmbedder().name()
                + (retrieval.from() == Source.CORPUS ? " (questions with the prefix that its authors ask for)" : "");
        String words = "BM25 (Lucene's, with its standard analyzer)";
        String ranking = switch (retrieval.index()) {
            case LEXICAL -> words;
            case DENSE -> embedding;
            case HYBRID -> words + " and " + embedding + ", fused by reciprocal rank (k = 60)";
        };
        return """

                ## Retrieval

                Ollama does not retrieve: your program does. For each question it takes the best %d of `passages.jsonl`,
                ranked by %s.
                %s
                """.formatted(
                        retrieval.topK(),
                        ranking,
                        retrieval.from() == Source.TRAIN
                                ? "Each is a training example and goes before the question as two turns: `text` as the"
                                        + " user's, `answer` as the\nassistant's, the nearest last."
                                : "Their texts go into the user message, best first.");
    }
}
