package org.adaptationlab.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_DIGITS = 12;
    private static final String WANTED = "{\"passages\": [{\"id\": \"…\", \"text\": \"…\"}]} is wanted";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final URI address;
    /** What the service calls its index, as it first said; "" where it said nothing. */
    private final AtomicReference<String> index = new AtomicReference<>();

    /** @param address of the service, http or https */
    public SearchService(URI address) {
        this.address = address;
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
        return address + (name == null || name.isEmpty() ? "" : ", index " + name) + ", digest of " + questions.size()
                + " searches " + digest.hex().substring(0, SHOWN_DIGITS);
    }

    /** The passages found, at most {@code topK}. */
    private List<Passage> search(String query, int topK) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(JSON.createObjectNode()
                        .put("query", query)
                        .put("top_k", topK)
                        .toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new PrerequisiteException(named() + " answered HTTP " + response.statusCode() + ": "
                        + ServerWords.error(response.body()) + "; look into its log");
            }
            return read(response.body()).stream().limit(topK).toList();
        } catch (IOException e) {
            String why = e.getMessage() == null || e.getMessage().isBlank()
                    ? e.getClass().getSimpleName()
                    : e.getMessage();
            throw new PrerequisiteException(
                    named() + " does not answer (" + why + "); start it, or mend \"url\" in the lab file", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrerequisiteException(named() + ": interrupted", e);
        }
    }

    private List<Passage> read(String body) {
        JsonNode answer = parse(body);
        JsonNode list = answer.path("passages");
        if (!list.isArray()) {
            throw wrong("answered " + ServerWords.shorten(body) + ", but " + WANTED);
        }
        noteIndex(answer.path("index"));
        List<Passage> passages = new ArrayList<>();
        for (JsonNode one : list) {
            String id = text(one.path("id"));
            String text = text(one.path("text"));
            if (id.isEmpty() || text.isEmpty()) {
                throw wrong("has a passage without \"" + (id.isEmpty() ? "id" : "text") + "\": "
                        + ServerWords.shorten(one.toString()) + "; " + WANTED);
            }
            String source = text(one.path("source"));
            passages.add(new Passage(id, source.isEmpty() ? id : source, text));
        }
        return passages;
    }

    private JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw wrong("answered no JSON: " + ServerWords.shorten(body) + "; " + WANTED);
        }
    }

    /** Ids may be numbers. */
    private static String text(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() ? value.asText().strip() : "";
    }

    private void noteIndex(JsonNode name) {
        String now = text(name);
        String first = index.compareAndSet(null, now) ? now : index.get();
        if (!now.equals(first)) {
            throw new PrerequisiteException(named() + " searched in index \"" + now + "\", before in \"" + first
                    + "\": questions of one run must be searched in one; wait until it is built, and run again");
        }
    }

    private LabDefinitionException wrong(String what) {
        return new LabDefinitionException(named() + " " + what);
    }

    private String named() {
        return "search service " + address;
    }
}
