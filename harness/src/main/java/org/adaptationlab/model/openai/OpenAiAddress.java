package org.adaptationlab.model.openai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/** Addresses of OpenAI-compatible servers: the base URL that {@code /chat/completions} is appended to. */
final class OpenAiAddress {

    private static final String VARIABLE = "OPENAI_BASE_URL";

    private OpenAiAddress() {}

    /**
     * The given address, else that of {@value #VARIABLE}. There is no default: nothing is sent to a server that nobody
     * named.
     *
     * @throws PrerequisiteException when there is none
     * @throws LabDefinitionException when it is no address
     */
    static URI of(@Nullable String given, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        if (given == null && variable.isEmpty()) {
            throw new PrerequisiteException("--runtime openai needs the address of a server: give --endpoint or set "
                    + VARIABLE + ", such as http://localhost:8000/v1 for vLLM");
        }
        return given != null ? parse(given.strip(), "--endpoint") : parse(variable, VARIABLE);
    }

    private static URI parse(String text, String origin) {
        try {
            URI address = new URI(text.replaceAll("/+$", ""));
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null && isPlain(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below; the text itself may hold a password and is not repeated
        }
        throw new LabDefinitionException(origin + " is not the base URL of a server; allowed: http://host:port/v1 or"
                + " https://host/v1, without user, password or query (keys come from " + ApiKey.VARIABLE + ")");
    }

    private static boolean isPlain(URI address) {
        return address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null;
    }
}
