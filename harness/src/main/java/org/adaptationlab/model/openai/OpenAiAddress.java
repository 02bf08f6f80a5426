package org.adaptationlab.model.openai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Where an OpenAI-compatible server is.
 *
 * @param base what {@code /chat/completions} and {@code /models} are appended to
 * @param query parameters of every request, such as Azure's {@code api-version}
 */
record OpenAiAddress(URI base, Map<String, String> query) {

    private static final String VARIABLE = "OPENAI_BASE_URL";
    /** What people copy from a server's documentation; it is appended again by every call. */
    private static final String PASTED = "/(?:chat/completions|chat|completions|embeddings|models|responses)$";

    private static final String VERSION = "api-version";
    private static final Pattern SECRET =
            Pattern.compile(".*(?:key|token|secret|sig|passw|auth|credential|pwd).*|code");

    OpenAiAddress {
        query = Map.copyOf(query);
    }

    /**
     * The given address, else that of {@value #VARIABLE}. There is no default: nothing is sent to a server that nobody
     * named.
     *
     * @throws PrerequisiteException when there is none
     * @throws LabDefinitionException when it is no address
     */
    static OpenAiAddress of(@Nullable String given, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        if (given == null && variable.isEmpty()) {
            throw new PrerequisiteException("--runtime openai needs the address of a server: give --endpoint or set "
                    + VARIABLE + ", such as http://localhost:8000/v1 for vLLM");
        }
        return given != null ? parse(given.strip(), "--endpoint") : parse(variable, VARIABLE);
    }

    /** That of {@value #VARIABLE}, for an embedder whose lab file names no address. */
    static OpenAiAddress ofEmbedder(Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        if (variable.isEmpty()) {
            throw new PrerequisiteException("an embedder of an OpenAI-compatible server needs its address: write"
                    + " embedder: {openai: NAME, endpoint: http://host:port/v1} in the lab file, or set " + VARIABLE);
        }
        return parse(variable, VARIABLE);
    }

    /** The address in a text. */
    static OpenAiAddress parse(String text, String origin) {
        try {
            URI address = new URI(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web
                    && address.getHost() == null
                    && String.valueOf(address.getRawAuthority()).contains("_")) {
                throw new LabDefinitionException(
                        origin + ": Java takes no host name with '_'; give the machine's address, or"
                                + " an alias without it (docker compose: networks: {default: {aliases: [NAME]}})");
            }
            Map<String, String> query = query(address.getRawQuery());
            if (web
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getFragment() == null
                    && query.keySet().stream()
                            .noneMatch(name -> SECRET.matcher(name.toLowerCase(Locale.ROOT))
                                    .matches())) {
                return new OpenAiAddress(base(address), query);
            }
        } catch (URISyntaxException e) {
            // said below; the text itself may hold a password and is not repeated
        }
        throw new LabDefinitionException(origin + " is not the base URL of a server; allowed: http://host:port/v1 or"
                + " https://host/v1, with ?api-version=… where the server wants one, without user, password or key (keys"
                + " come from " + ApiKey.VARIABLE + ")");
    }

    private static URI base(URI address) throws URISyntaxException {
        String path = address.getRawPath().replaceAll("/+$", "").replaceAll(PASTED, "");
        return new URI(address.getScheme() + "://" + address.getRawAuthority() + path);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            parameters.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
        }
        return parameters;
    }

    /** The address of a resource below the base. */
    URI of(String path) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    /** The address of a resource of the server itself, which lies beside the protocol's {@code /v1}. */
    URI ofServer(String path) {
        return URI.create(base.toString().replaceAll("/v1$", "") + path);
    }

    /** Azure takes keys in a header of its own. */
    boolean isAzure() {
        return query.containsKey(VERSION)
                || base.getHost().toLowerCase(Locale.ROOT).endsWith(".azure.com");
    }
}
