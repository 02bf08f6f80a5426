package org.adaptationlab.model.ollama;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.problem.LabDefinitionException;

/** Addresses of Ollama servers in the forms that {@code OLLAMA_HOST} may have. */
final class OllamaAddress {

    private static final int OLLAMA_PORT = 11434;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:(https?)://)?(\\[[0-9a-fA-F:.]+]|[^\\s/:\\[\\]]*)(?::(\\d{1,5}))?(/\\S*)?");

    private OllamaAddress() {}

    /**
     * The address as a client uses it: {@code host}, {@code host:port}, {@code :port} or a URL.
     *
     * @param origin where the text is from, for the message
     * @throws LabDefinitionException when it has none of these forms, or no host name or port that exist
     */
    static URI parse(String text, String origin) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw refused(text, origin, "");
        }
        String scheme = matcher.group(1);
        String host = matcher.group(2);
        String port = matcher.group(3) == null ? defaultPort(scheme) : ":" + matcher.group(3);
        String path = matcher.group(4) == null ? "" : matcher.group(4).replaceAll("/+$", "");
        try {
            URI address = new URI((scheme == null ? "http" : scheme) + "://" + reachable(host) + port + path);
            if (address.getHost() == null) {
                throw refused(
                        text, origin, " (\"" + host + "\" is no host name, which has letters, digits, '-' and '.')");
            }
            if (address.getPort() == 0 || address.getPort() > MAX_PORT) {
                throw refused(text, origin, " (ports are 1 to " + MAX_PORT + ")");
            }
            return address;
        } catch (URISyntaxException e) {
            throw refused(text, origin, " (" + e.getReason() + ")");
        }
    }

    private static LabDefinitionException refused(String text, String origin, String reason) {
        return new LabDefinitionException(origin + " \"" + text + "\" is not the address of a server" + reason
                + "; allowed: host, host:port, or http://host:port");
    }

    private static String defaultPort(String scheme) {
        return scheme == null ? ":" + OLLAMA_PORT : "";
    }

    /** A server listens on 0.0.0.0, a client has to name a machine. */
    private static String reachable(String host) {
        return host.isEmpty() || host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("[::]") ? "[::1]" : host;
    }
}
