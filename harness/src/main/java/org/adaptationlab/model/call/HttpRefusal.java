package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The server answered, but with an error. */
public final class HttpRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int HTTP_FINE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String code;
    private final String parameter;
    private final @Nullable Duration wait;

    private HttpRefusal(
            int status,
            String message,
            String code,
            String parameter,
            @Nullable Duration wait,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
        this.wait = wait;
    }

    /** @param body of the answer, for the server's own words */
    public HttpRefusal(int status, String body) {
        this(status, body, (Duration) null);
    }

    private HttpRefusal(int status, String body, @Nullable Duration wait) {
        this(
                status,
                "the server answered HTTP " + status + ": " + ServerWords.error(body),
                Stream.of("code", "type", "error_type", "status")
                        .map(name -> word(body, name))
                        .collect(Collectors.joining(" ")),
                parameter(body),
                wait,
                null);
    }

    /** An answer with an HTTP error. */
    static HttpRefusal of(HttpResponse<?> response, String body) {
        return new HttpRefusal(response.statusCode(), body, RetryAfter.of(response.headers(), Instant.now()));
    }

    /** An error within an answer that is fine for HTTP. */
    public static HttpRefusal within(String message) {
        return new HttpRefusal(HTTP_FINE, ServerWords.shorten(message), "", "", null, null);
    }

    /** An answer that is not of the protocol. */
    public static HttpRefusal unreadable(String message, IOException cause) {
        return new HttpRefusal(HTTP_FINE, message, "", "", null, cause);
    }

    /** Whether the message has this word, whatever its case. */
    public boolean said(String word) {
        return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains(word);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What the server calls this error, its {@code code} and {@code type}; may be blank. */
    String code() {
        return code;
    }

    /** The request's field that the server says is at fault; empty where it does not say. */
    String parameter() {
        return parameter;
    }

    /** How long the server asks to wait; null where it does not. */
    @Nullable
    Duration waitAsked() {
        return wait;
    }

    private static String word(String body, String name) {
        JsonNode answer = parsed(body);
        JsonNode inError = answer.path("error").path(name);
        return inError.isValueNode() && !inError.isNull()
                ? inError.asText()
                : answer.path(name).asText("");
    }

    /** {@code param}, or the first place in the list that web frameworks give. */
    private static String parameter(String body) {
        String named = word(body, "param");
        JsonNode detail = parsed(body).findPath("detail").path(0).path("loc");
        return named.isEmpty() && detail.isArray()
                ? StreamSupport.stream(detail.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining("."))
                : named;
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            if (answer == null) {
                return JSON.nullNode();
            }
            return answer.isArray() && answer.size() == 1 ? answer.get(0) : answer; // Google's put a list around it
        } catch (JsonProcessingException e) {
            return JSON.nullNode(); // words of a proxy
        }
    }
}
