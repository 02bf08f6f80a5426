package org.adaptationlab.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.call.ServerWords;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;

/** A service of the user's own that is asked by HTTP, in JSON. Nothing is asked twice. Thread-safe. */
final class JsonService {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_DIGITS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final String kind;
    private final URI address;
    private final String wanted;

    /**
     * Asks nothing yet.
     *
     * @param kind what it is to the user, such as {@code search service}
     * @param address http or https
     * @param wanted what it has to answer, as a sentence for messages
     */
    JsonService(String kind, URI address, String wanted) {
        this.kind = kind;
        this.address = address;
        this.wanted = wanted;
    }

    /**
     * The answer to a question.
     *
     * @throws PrerequisiteException when the service does not answer, or with an HTTP error
     * @throws LabDefinitionException when it answers no JSON
     */
    JsonNode ask(ObjectNode question) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new PrerequisiteException(named() + " answered HTTP " + response.statusCode() + ": "
                        + ServerWords.error(response.body()) + "; look into its log");
            }
            return parse(response.body());
        } catch (IOException e) {
            throw new PrerequisiteException(
                    named() + " does not answer (" + IoReason.of(e) + "); start it, or mend \"url\" in the lab file",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrerequisiteException(named() + ": interrupted", e);
        }
    }

    private JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw wrong("answered no JSON: " + ServerWords.shorten(body));
        }
    }

    /** The problem of an answer that is another than the one wanted. */
    LabDefinitionException wrong(String what) {
        return new LabDefinitionException(named() + " " + what + "; " + wanted);
    }

    /**
     * What is known of a service by some of its answers, such as {@code digest of 5 searches 0123456789ab}.
     *
     * @param one and {@code many} say what was asked for, such as a search
     */
    static String known(Sha256 answers, int count, String one, String many) {
        return "digest of " + (count == 1 ? "1 " + one : count + " " + many) + " "
                + answers.hex().substring(0, SHOWN_DIGITS);
    }

    /** The service as messages name it. */
    String named() {
        return kind + " " + address;
    }
}
