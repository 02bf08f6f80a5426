package org.adaptationlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.problem.Problems;

/**
 * The JSON schema of an extraction's answers: of the draft that its {@code $schema} names, else 2020-12, with {@code
 * format} enforced. Nothing is loaded from elsewhere. Thread-safe.
 */
public final class AnswerSchema {

    /** Allows every answer; stands in for a schema that could not be read. */
    static final AnswerSchema ANY = new AnswerSchema(JsonNodeFactory.instance.objectNode());

    private static final Set<String> TYPES = Set.of("object", "array");
    /** Where the library keeps the drafts' own schemas. */
    private static final String BUNDLED = "classpath:";

    private static final int SHOWN = 3;

    private final JsonNode schema;
    private final JsonSchema validator;

    private AnswerSchema(JsonNode schema) {
        this.schema = schema;
        VersionFlag draft =
                SpecVersionDetector.detectOptionalVersion(schema, false).orElse(VersionFlag.V202012);
        this.validator = factory(draft).getSchema(schema, config());
        this.validator.initializeValidators();
    }

    /** The schema a text holds; empty where it is none, which is reported. */
    public static Optional<AnswerSchema> parse(Path file, String text, Problems problems) {
        Optional<JsonNode> json = JsonText.parse(text).filter(JsonNode::isObject);
        if (json.isEmpty()) {
            problems.add(file, 0, "is no JSON schema: it must hold one JSON object, no key twice, nothing after it");
            return Optional.empty();
        }
        String fault = fault(json.get());
        if (!fault.isEmpty()) {
            problems.add(file, 0, "is no JSON schema: " + fault);
            return Optional.empty();
        }
        try {
            return Optional.of(new AnswerSchema(json.get()));
        } catch (JsonSchemaException e) {
            problems.add(file, 0, "is a JSON schema that can't be used: " + oneLine(e));
            return Optional.empty();
        }
    }

    /** The schema as compact JSON, its keys in the order of the file. */
    public String json() {
        return schema.toString();
    }

    /** What in a value the schema forbids, each with its place, at most three; none where the value satisfies it. */
    public List<String> violations(JsonNode value) {
        return validator.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .limit(SHOWN)
                .toList();
    }

    /**
     * A value in the order in which a decoder under this schema writes it: the members of objects as {@code properties}
     * lists them, others after them.
     */
    public JsonNode inOrder(JsonNode value) {
        return inOrder(value, schema);
    }

    private static JsonNode inOrder(JsonNode value, JsonNode schema) {
        if (value.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> items.add(inOrder(item, schema.path("items"))));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        JsonNode properties = schema.path("properties");
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        properties.fieldNames().forEachRemaining(name -> {
            if (value.has(name)) {
                members.set(name, inOrder(value.path(name), properties.path(name)));
            }
        });
        value.properties().stream()
                .filter(member -> !members.has(member.getKey()))
                .forEach(member -> members.set(member.getKey(), member.getValue()));
        return members;
    }

    /** What keeps an object from being a schema of answers; empty for nothing. */
    private static String fault(JsonNode schema) {
        VersionFlag draft =
                SpecVersionDetector.detectOptionalVersion(schema, false).orElse(VersionFlag.V202012);
        JsonSchema meta = factory(draft).getSchema(SchemaLocation.of(draft.getId()), config());
        Optional<String> violation = meta.validate(schema).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .findFirst();
        if (violation.isPresent()) {
            return violation.get();
        }
        return TYPES.contains(schema.path("type").asText())
                ? ""
                : "it needs \"type\": \"object\" (or \"array\"), which every answer must be";
    }

    private static JsonSchemaFactory factory(VersionFlag draft) {
        AllowSchemaLoader bundled = new AllowSchemaLoader(iri -> iri.toString().startsWith(BUNDLED));
        return JsonSchemaFactory.getInstance(draft, builder -> builder.schemaLoaders(loaders -> loaders.add(bundled)));
    }

    /** Messages in English whatever the user's locale is. */
    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .locale(Locale.ROOT)
                .formatAssertionsEnabled(true)
                .build();
    }

    private static String oneLine(JsonSchemaException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
