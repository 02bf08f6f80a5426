package org.adaptationlab.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.RetrievalSpec.Rerank;
import org.adaptationlab.model.call.ServerWords;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * A model that reads a question and a passage together and says how well they match, on a server that is asked as llama-server,
 * vLLM, Jina and Cohere are: {@code POST {"model": "…", "query": "…", "documents": ["…"]}} is answered with
 * {@code {"results": [{"index": 0, "relevance_score": 0.9}]}}, a result for each document. What fails is a failed call.
 * Thread-safe.
 */
public final class Reranker {

    private static final String INDEX = "index";
    private static final String SCORE = "relevance_score";

    private final Rerank spec;
    private final JsonService service;

    /** Asks nothing yet. */
    public Reranker(Rerank spec) {
        this.spec = spec;
        this.service = new JsonService(
                "reranker", spec.url(), "{\"results\": [{\"index\": 0, \"relevance_score\": 0.9}]} is wanted");
    }

    /**
     * The best of what a retriever finds.
     *
     * @param found gives the passages to choose from
     * @param topK most passages that are taken
     */
    public Retriever best(Retriever found, int topK) {
        return (query, excluded) -> {
            List<Passage> passages = found.retrieve(query, excluded);
            return ranked(query, passages.stream().map(Passage::text).toList()).stream()
                    .limit(topK)
                    .map(passages::get)
                    .toList();
        };
    }

    /**
     * What ranks, as far as it can be known: model, address, and a digest of how it ranks some texts by each of them, which
     * changes when the model does.
     *
     * @throws PrerequisiteException when the server does not answer
     * @throws LabDefinitionException when it answers something else than a score for each text
     */
    public String describe(List<String> texts) {
        Sha256 digest = new Sha256();
        texts.forEach(text -> ranked(text, texts).forEach(place -> digest.field(String.valueOf(place))));
        return service.named() + (spec.model().isEmpty() ? "" : ", model " + spec.model()) + ", "
                + JsonService.known(digest, texts.size(), "ranking", "rankings");
    }

    /** The places of the documents in their list, best first; those of equal scores in their order. */
    private List<Integer> ranked(String query, List<String> documents) {
        if (documents.isEmpty()) {
            return List.of();
        }
        double[] scores = scores(query, documents);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -scores[place]))
                .toList();
    }

    private double[] scores(String query, List<String> documents) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        if (!spec.model().isEmpty()) {
            question.put("model", spec.model());
        }
        ArrayNode texts = question.put("query", query).putArray("documents");
        documents.forEach(texts::add);
        JsonNode answer = service.ask(question);
        Double[] scores = new Double[documents.size()];
        for (JsonNode result : answer.path("results")) {
            int place = result.path(INDEX).asInt(-1);
            if (place < 0 || place >= scores.length || !result.path(SCORE).isNumber()) {
                throw service.wrong("has a result that is none of " + scores.length + " documents with a score: "
                        + ServerWords.shorten(result.toString()));
            }
            scores[place] = result.path(SCORE).doubleValue();
        }
        return IntStream.range(0, scores.length)
                .mapToDouble(place -> {
                    Double score = scores[place];
                    if (score == null) {
                        throw service.wrong("has no score for document " + place + " of " + scores.length + ": "
                                + ServerWords.shorten(answer.toString()));
                    }
                    return score;
                })
                .toArray();
    }
}
