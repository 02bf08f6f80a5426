package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Turns the JSON schemas that the lab uses into a GBNF grammar. What it doesn't know it refuses: an engine that ignores
 * half a schema would give answers that look constrained and are not. Objects have their properties in the order of the
 * schema and none besides; between tokens of an object or array there is at most one blank, after the answer none.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md">GBNF</a>
 */
final class JsonSchemaGrammar {

    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "title", "description", "examples", "default");
    private static final Map<String, Set<String>> KEYWORDS = Map.of(
            "string", Set.of(),
            "integer", Set.of(),
            "number", Set.of(),
            "boolean", Set.of(),
            "null", Set.of(),
            "array", Set.of("items", "minItems", "maxItems"),
            "object", Set.of("properties", "required", "additionalProperties"));
    private static final int MOST_ITEMS = 100;

    private static final String TERMINALS = """
            blank ::= " "?
            null ::= "null"
            boolean ::= "true" | "false"
            integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
            number ::= integer ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})?
            string ::= "\\"" char* "\\""
            char ::= [^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})
            """;

    private JsonSchemaGrammar() {}

    /**
     * The grammar of all JSON texts that the schema allows, within the forms named above.
     *
     * @throws BadRequest when the schema has something that can't be enforced here, naming it
     */
    static String of(JsonNode schema) throws BadRequest {
        return "root ::= " + rule(schema, "format") + "\n" + TERMINALS;
    }

    private static String rule(JsonNode schema, String where) throws BadRequest {
        if (!schema.isObject()) {
            throw refused(where, "a schema is a JSON object, not " + schema);
        }
        if (schema.has("enum")) {
            checkKeys(schema, where, Set.of("enum", "type"));
            return alternatives(schema.get("enum"), where);
        }
        JsonNode type = schema.path("type");
        if (!type.isTextual() || !KEYWORDS.containsKey(type.asText())) {
            throw refused(
                    where,
                    "\"type\" or \"enum\" is needed, the type one of " + new TreeSet<>(KEYWORDS.keySet()) + ", not "
                            + (type.isMissingNode() ? schema : type));
        }
        Set<String> allowed = new TreeSet<>(KEYWORDS.getOrDefault(type.asText(), Set.of()));
        allowed.add("type");
        checkKeys(schema, where, allowed);
        return switch (type.asText()) {
            case "array" -> array(schema, where);
            case "object" -> object(schema, where);
            default -> type.asText();
        };
    }

    private static void checkKeys(JsonNode schema, String where, Set<String> allowed) throws BadRequest {
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            if (!allowed.contains(entry.getKey()) && !ANNOTATIONS.contains(entry.getKey())) {
                throw refused(where, "\"" + entry.getKey() + "\" can't be enforced, only " + new TreeSet<>(allowed));
            }
        }
    }

    private static String alternatives(JsonNode values, String where) throws BadRequest {
        if (!values.isArray() || values.isEmpty()) {
            throw refused(where, "\"enum\" is a list of at least one value, not " + values);
        }
        StringJoiner joined = new StringJoiner(" | ", "(", ")");
        for (JsonNode value : values) {
            if (value.isContainerNode()) {
                throw refused(where, "\"enum\" may list texts, numbers, true, false and null, not " + value);
            }
            joined.add(literal(value.toString()));
        }
        return joined.toString();
    }

    private static String array(JsonNode schema, String where) throws BadRequest {
        int least = items(schema, "minItems", 0, where);
        int most = items(schema, "maxItems", -1, where);
        if (most >= 0 && most < least) {
            throw refused(where, "maxItems " + most + " is less than minItems " + least);
        }
        if (most == 0) {
            return "\"[]\"";
        }
        String item = rule(schema.path("items"), where + ".items");
        String further =
                "(\",\" blank " + item + "){" + Math.max(0, least - 1) + "," + (most < 0 ? "" : most - 1) + "}";
        String some = "(" + item + " " + further + ")" + (least == 0 ? "?" : "");
        return "(\"[\" " + some + " \"]\")";
    }

    private static int items(JsonNode schema, String key, int absent, String where) throws BadRequest {
        JsonNode value = schema.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber() || value.asLong() < 0 || value.asLong() > MOST_ITEMS) {
            throw refused(where, key + " is a whole number from 0 to " + MOST_ITEMS + ", not " + value);
        }
        return value.asInt();
    }

    private static String object(JsonNode schema, String where) throws BadRequest {
        if (schema.path("additionalProperties").isObject()) {
            throw refused(where, "\"additionalProperties\" with a schema can't be enforced");
        }
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> members = new ArrayList<>();
        List<Boolean> needed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            String key = literal(TextNode.valueOf(name).toString() + ":");
            members.add(key + " blank " + rule(property.getValue(), where + "." + name));
            needed.add(required.remove(name));
        }
        if (!required.isEmpty()) {
            throw refused(where, "required " + required + " has no property of that name");
        }
        return "(\"{\" " + firstOf(members, needed, 0) + "\"}\")";
    }

    /** Members from index {@code from} on when none was written yet: the first one has no comma before it. */
    private static String firstOf(List<String> members, List<Boolean> needed, int from) {
        if (from == members.size()) {
            return "";
        }
        StringBuilder begun = new StringBuilder(members.get(from)).append(' ');
        for (int i = from + 1; i < members.size(); i++) {
            begun.append("(\",\" blank ").append(members.get(i)).append(')').append(needed.get(i) ? " " : "? ");
        }
        return needed.get(from)
                ? begun.toString()
                : "(" + begun + "| " + orNothing(firstOf(members, needed, from + 1)) + ") ";
    }

    private static String orNothing(String rule) {
        return rule.isEmpty() ? "\"\"" : rule;
    }

    /** A GBNF literal of the text. */
    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static BadRequest refused(String where, String why) {
        return BadRequest.of("the answer format is not supported: " + where + ": " + why);
    }
}
