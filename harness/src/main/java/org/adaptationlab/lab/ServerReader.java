package org.adaptationlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.problem.Suggestion;

/** Reads the {@code server} section of a lab file, or an entry of servers.yaml. */
public final class ServerReader {

    /** What makes the measured request; it can't be left out or set from here. */
    private static final Set<String> FIXED = Set.of("model", "messages", "stream");

    private static final List<String> SYSTEM = List.of("separate", "merge");
    private static final String FIELD = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    private ServerReader() {}

    /** The settings; what is wrong is reported. */
    public static ServerSettings read(YamlSection server) {
        server.allow(List.of("omit", "system", "token-limit", "extra"));
        List<String> omit = server.texts("omit").orElse(List.of());
        omit.forEach(field -> requireField(server, "omit", field));
        boolean merge = server.choice("system", SYSTEM, word -> word)
                .filter("merge"::equals)
                .isPresent();
        String tokenLimit = server.text("token-limit").orElse(null);
        if (tokenLimit != null) {
            requireField(server, "token-limit", tokenLimit);
        }
        JsonNode extra = server.json("extra");
        if (extra instanceof ObjectNode fields) {
            fields.fieldNames().forEachRemaining(field -> requireField(server, "extra", field));
        } else if (!extra.isMissingNode()) {
            server.report("extra", "must be a mapping of a request's fields to values, such as {top_k: 1}");
        }
        return new ServerSettings(omit, merge, tokenLimit, extra.isObject() ? extra.toString() : "{}");
    }

    private static void requireField(YamlSection server, String key, String field) {
        if (FIXED.contains(field) || !field.matches(FIELD)) {
            server.report(
                    key,
                    "names \"" + field + "\"; a field of a request other than "
                            + String.join(", ", FIXED.stream().sorted().toList()) + " is allowed, such as seed"
                            + Suggestion.phrase(field, List.of("seed", "temperature", "top_p", "max_tokens")));
        }
    }
}
