package org.adaptationlab.run.export;

import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.RetrievalSpec.Rerank;
import org.adaptationlab.lab.RetrievalSpec.Source;

/** The README of a mode taken home: how to start it, and what a program must send so that it is the measured one. */
final class HomeReadme {

    /** For servers that keep nothing of a mode. */
    static final String ALL_TURNS =
            "The server keeps nothing of a mode: system message and any fixed examples go with every request, before the"
                    + "\nquestion.";

    private final HomeMode home;

    HomeReadme(HomeMode home) {
        this.home = home;
    }

    /**
     * What differs between servers.
     *
     * @param server its name
     * @param commands that start it and ask, each indented and with a line end
     * @param files rows of the table of files
     * @param turns where the turns before the question are
     * @param notes further paragraphs, each with a line end
     */
    record Server(String server, String commands, String files, String turns, String notes) {}

    static String row(String file, String what) {
        return "| `" + file + "` | " + what + " |\n";
    }

    String text(Server server) {
        RetrievalSpec retrieval = home.retrieval();
        return """
                # %1$s, mode %2$s, for %3$s

                %4$s
                | file | what it is |
                |---|---|
                %5$s\
                | `prompts/` | `system.txt` as it is sent; `user.txt` with its place-holders |
                | `ask.json` | one whole request, with a training example as the question |
                %6$s
                ## What to send

                %7$s
                The question is the last message: `prompts/user.txt` with `{input}` replaced by the text in question%8$s.
                Send all other fields of `ask.json` with every request: they are those that runs send, and turn off what
                servers and models else do by themselves. Runs stream the answer; with `"stream": false` it comes as one object.

                %9$s%10$s%11$s""".formatted(
                home.lab().name(),
                home.mode().name(),
                server.server(),
                server.commands(),
                server.files(),
                retrieval == null || retrieval.url() != null ? "" : row("passages.jsonl", "what is retrieved from"),
                server.turns(),
                retrieval != null && retrieval.isSearch()
                        ? " and `{passages}` by what was retrieved, a blank line between passages"
                        : "",
                server.notes(),
                constraint(server),
                retrieval == null ? "" : retrieval(server.server(), retrieval));
    }

    private String constraint(Server server) {
        String field = server.server().equals(OllamaExport.SERVER) ? "format" : "response_format";
        return home.mode().adaptation().constrain() ? """

                Answers were limited to the labels or the schema: `%s` in `ask.json` does that. Where it is one label, read the
                answer as a JSON string.
                """.formatted(field) : "";
    }

    private String retrieval(String server, RetrievalSpec retrieval) {
        if (retrieval.url() != null) {
            return """

                    ## Retrieval

                    %s does not retrieve: your program does. For each question it asks %s for the best %d passages%s. Their texts
                    go into the user message, best first.
                    """.formatted(server, retrieval.url(), retrieval.searched(), reranking(retrieval));
        }
        String embedding = "the cosine of embeddings by " + home.embedder()
                + (retrieval.from() == Source.CORPUS ? " (questions with the prefix that its authors ask for)" : "");
        String words = "BM25 (Lucene's, with its standard analyzer; in scripts without spaces, terms are characters"
                + " and pairs of them)";
        String ranking = switch (retrieval.index()) {
            case LEXICAL -> words;
            case DENSE -> embedding;
            case HYBRID -> words + " and " + embedding + ", fused by reciprocal rank (k = 60)";
        };
        return """

                ## Retrieval

                %s does not retrieve: your program does. For each question it takes the best %d of `passages.jsonl`,
                ranked by %s%s.
                %s
                """.formatted(
                        server,
                        retrieval.searched(),
                        ranking,
                        reranking(retrieval),
                        retrieval.from() == Source.TRAIN
                                ? "Each is a training example and goes before the question as two turns: `text` as the"
                                        + " user's, `answer` as the\nassistant's, the nearest last."
                                : "Their texts go into the user message, best first.");
    }

    private static String reranking(RetrievalSpec retrieval) {
        Rerank rerank = retrieval.rerank();
        return rerank == null
                ? ""
                : ", and\nof these the best %d by the scores of the reranker %s%s"
                        .formatted(
                                retrieval.topK(),
                                rerank.url(),
                                rerank.model().isEmpty() ? "" : " (model " + rerank.model() + ")");
    }
}
