package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A JSON schema (2020-12) that all targets of an extraction satisfy: their keys, their types, and which are always there. */
final class SchemaOfTargets {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaOfTargets() {}

    /** The schema of at least one value. */
    static ObjectNode of(List<JsonNode> values) {
        Set<String> types = new TreeSet<>();
        values.forEach(value -> types.add(type(value)));
        if (types.contains("number")) {
            types.remove("integer"); // every integer is a number
        }
        ObjectNode schema = JSON.objectNode();
        if (types.size() == 1) {
            schema.put("type", types.iterator().next());
        } else {
            types.forEach(schema.putArray("type")::add);
        }
        if (types.contains("object")) {
            addProperties(values, schema);
        }
        List<JsonNode> items = new ArrayList<>();
        values.stream().filter(JsonNode::isArray).forEach(list -> list.forEach(items::add));
        if (!items.isEmpty()) {
            schema.set("items", of(items));
        }
        return schema;
    }

    private static void addProperties(List<JsonNode> values, ObjectNode schema) {
        Map<String, List<JsonNode>> byKey = new LinkedHashMap<>();
        int objects = 0;
        for (JsonNode value : values) {
            objects += value.isObject() ? 1 : 0;
            value.properties()
                    .forEach(field -> byKey.computeIfAbsent(field.getKey(), key -> new ArrayList<>())
                            .add(field.getValue()));
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Map.Entry<String, List<JsonNode>> entry : byKey.entrySet()) {
            properties.set(entry.getKey(), of(entry.getValue()));
            if (entry.getValue().size() == objects) {
                required.add(entry.getKey());
            }
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
    }

    private static String type(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() ? "integer" : "number";
        }
        if (value.isTextual()) {
            return "string";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        return value.isObject() ? "object" : value.isArray() ? "array" : "null";
    }
}
