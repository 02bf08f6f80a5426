package org.adaptationlab.adapt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.call.ServerWords;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * A user's own search, asked by HTTP: {@code POST {"query": "…", "top_k": 3}} is answered with {@code {"passages": [{"id":
 * "…", "text": "…", "source": "…"}], "index": "…"}}, the best passage first. The source is the document a passage comes from
 * and may be left out, as may the index, any text that changes when the documents do. Nothing is asked twice: what fails is a
 * failed call. Thread-safe.
 */
public final class SearchService {

    private final URI address;
    private final JsonService service;
    /** What the service calls its index, as it first said; "" where it said nothing. */
    private final AtomicReference<String> index = new AtomicReference<>();

    /** @param address of the service, http or https */
    public SearchService(URI address) {
        this.address = address;
        this.service = new JsonService(
                "search service", address, "{\"passages\": [{\"id\": \"…\", \"text\": \"…\"}]} is wanted");
    }

    /**
     * Finds passages for a question; no source can be excluded.
     *
     * @param topK most passages that are taken
     */
    public Retriever passagesFor(int topK) {
        return (query, excluded) -> search(query, topK);
    }

    /**
     * What searches are made in, as far as it can be known: what the service calls its index, and a digest of what it finds
     * for some questions, which changes when the passages do.
     *
     * @throws PrerequisiteException when the service does not answer
     * @throws LabDefinitionException when it answers something else than passages
     */
    public String describe(List<String> questions, int topK) {
        Sha256 digest = new Sha256();
        for (String question : questions) {
            List<Passage> found = search(question, topK);
            digest.field(String.valueOf(found.size()));
            found.forEach(passage ->
                    digest.field(passage.id()).field(passage.source()).field(passage.text()));
        }
        String name = index.get();
        return address + (name == null || name.isEmpty() ? "" : ", index " + name) + ", "
                + JsonService.known(digest, questions.size(), "search", "searches");
    }

    /** The passages found, at most {@code topK}. */
    private List<Passage> search(String query, int topK) {
        ObjectNode question =
                JsonNodeFactory.instance.objectNode().put("query", query).put("top_k", topK);
        return read(service.ask(question)).stream().limit(topK).toList();
    }

    private List<Passage> read(JsonNode answer) {
        JsonNode list = answer.path("passages");
        if (!list.isArray()) {
            throw service.wrong("answered " + ServerWords.shorten(answer.toString()));
        }
        noteIndex(answer.path("index"));
        List<Passage> passages = new ArrayList<>();
        for (JsonNode one : list) {
            String id = text(one.path("id"));
            String text = text(one.path("text"));
            if (id.isEmpty() || text.isEmpty()) {
                throw service.wrong("has a passage without \"" + (id.isEmpty() ? "id" : "text") + "\": "
                        + ServerWords.shorten(one.toString()));
            }
            String source = text(one.path("source"));
            passages.add(new Passage(id, source.isEmpty() ? id : source, text));
        }
        return passages;
    }

    /** Ids may be numbers. */
    private static String text(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() ? value.asText().strip() : "";
    }

    private void noteIndex(JsonNode name) {
        String now = text(name);
        String first = index.compareAndSet(null, now) ? now : index.get();
        if (!now.equals(first)) {
            throw new PrerequisiteException(service.named() + " searched in index \"" + now + "\", before in \"" + first
                    + "\": questions of one run must be searched in one; wait until it is built, and run again");
        }
    }
}
