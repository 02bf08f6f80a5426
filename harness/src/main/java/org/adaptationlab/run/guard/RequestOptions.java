package org.adaptationlab.run.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the body of a request says beside the question. */
public final class RequestOptions {

    private static final List<String> FORMS = List.of("format", "response_format");

    /** Fields in which modes, repetitions and questions differ, or that are looked at by themselves. */
    private static final List<String> NO_OPTIONS =
            List.of("model", "messages", "seed", "cache_salt", "lora", "format", "response_format");

    private RequestOptions() {}

    /** Its options by field, those of an object one by one; none where there is no body. */
    public static Map<String, String> of(@Nullable JsonNode body) {
        Map<String, String> options = new TreeMap<>();
        if (body != null) {
            for (Map.Entry<String, JsonNode> field : body.properties()) {
                if (field.getValue() instanceof ObjectNode inner) {
                    of(inner).forEach((name, value) -> options.put(field.getKey() + "." + name, value));
                } else if (!NO_OPTIONS.contains(field.getKey())) {
                    options.put(field.getKey(), field.getValue().toString());
                }
            }
            NO_OPTIONS.forEach(name -> options.keySet().removeIf(key -> key.startsWith(name + ".")));
        }
        return options;
    }

    /** What form it wants answers in; empty where they are free, or there is no body. */
    static String form(@Nullable JsonNode body) {
        return body == null
                ? ""
                : FORMS.stream()
                        .flatMap(name -> Stream.ofNullable(body.get(name)))
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(" "));
    }
}
